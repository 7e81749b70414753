import re
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enlace.cli.management.commands import faturar as comando
from enlace.cli.management.commands.faturar import VencimentoImprovavel
from enlace.cli.progresso import Progresso
from enlace.core import datas
from enlace.financeiro.lancamento import Lancamento, creditar, lancar
from enlace.financeiro.models import ContaBancaria, Fatura, Faturamento
from enlace.financeiro.numeracao import FaixaEsgotada
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.tests.cobranca import AGORA, AUTOR, HOJE, VENCIMENTO, um_servico_cobrado
from enlace.servicos.tests.fabrica import um_cliente, um_servico

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _em_novembro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datas, "hoje", lambda: HOJE)
    monkeypatch.setattr(datas, "agora", lambda: AGORA)


def ctrl_c(*_andamento: object) -> None:
    raise KeyboardInterrupt


def enlace_faturar(*argumentos: str, saida: StringIO | None = None, erros: StringIO | None = None) -> str:
    saida = saida or StringIO()
    call_command("faturar", *argumentos, stdout=saida, stderr=erros or StringIO())
    return saida.getvalue()


def test_emite_e_diz_quanto() -> None:
    um_servico_cobrado(um_cliente("A"))
    um_servico_cobrado(um_cliente("B"))

    saida = enlace_faturar("--vencimento", "2026-12-10")

    faturamento = Faturamento.objects.get()
    assert Fatura.objects.count() == 2
    assert saida.splitlines() == [
        "2 de 2 (100 %): 2 faturas, R$ 199,80",
        f"Faturamento {faturamento.pk}, vencimento 10/12/2026.",
        "Clientes: 2; faturas: 2; soma: R$ 199,80.",
    ]


def test_a_simulacao_mostra_tudo_e_nao_grava_nada() -> None:
    servico = um_servico_cobrado(um_cliente("A"))
    servico.cliente.refresh_from_db()
    lancar(Lancamento(cliente=servico.cliente, descricao="Visita", valor=servico.valor, a_partir=HOJE), autor=AUTOR, agora=AGORA)
    creditar(servico.cliente, servico.valor / 10, descricao="Desconto", a_partir=HOJE, autor=AUTOR, agora=AGORA)
    um_servico(um_cliente("SEM FORMA"), estado="servico_habilitado")

    saida = enlace_faturar("--vencimento", "2026-12-10", "--simular")

    assert not Fatura.objects.exists()
    assert not Faturamento.objects.exists()
    assert saida.splitlines()[:5] == [
        "Simulação, vencimento 10/12/2026: nada foi gravado.",
        "Clientes: 1; faturas: 1; soma: R$ 189,81.",
        "Serviços em uso sem forma de cobrança, que nunca são faturados: 1.",
        "As primeiras:",
        f"  Cliente {servico.cliente.codigo_cliente}, Boleto Sicoob: R$ 189,81",
    ]
    assert re.fullmatch(r"    .*100M.*: R\$ 99,90", saida.splitlines()[5])
    assert saida.splitlines()[6:] == ["    Cobranças que esperavam: R$ 99,90", "    Créditos: -R$ 9,99"]


def test_quem_nao_pode_ser_faturado_e_dito_pelo_seu_codigo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comando, "_MAXIMO_DE_LINHAS", 1)
    interrompido = Faturamento.objects.create(data_vencimento=VENCIMENTO, iniciado_em=AGORA)
    clientes = [um_cliente("A"), um_cliente("B")]
    for cliente in clientes:
        cliente.refresh_from_db()
        interrompido.ocorrencias.create(cliente=cliente, motivo="O valor não pode ser negativo.")

    linhas = enlace_faturar("--vencimento", "2026-12-10").splitlines()

    assert linhas[-3:] == [
        "Clientes sem fatura, a consertar e faturar de novo: 2.",
        f"  Cliente {clientes[0].codigo_cliente}: O valor não pode ser negativo.",
        "  … e mais 1.",
    ]


def test_no_terminal_uma_linha_e_escrita_por_cima() -> None:
    um_servico_cobrado()
    terminal = StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]

    saida = enlace_faturar("--vencimento", "2026-12-10", saida=terminal)

    assert saida.startswith("\r1 de 1 (100 %): 1 faturas, R$ 99,90\x1b[K\nFaturamento")


def test_interrompido_diz_como_continuar_e_continua(monkeypatch: pytest.MonkeyPatch) -> None:
    for nome in ("A", "B", "C"):
        um_servico_cobrado(um_cliente(nome))
    erros = StringIO()
    monkeypatch.setattr(comando, "faturar", partial(faturar, tamanho=1))
    with monkeypatch.context() as teclado:
        teclado.setattr(Progresso, "mostrar", ctrl_c)
        with pytest.raises(SystemExit) as fim:
            enlace_faturar("--vencimento", "2026-12-10", erros=erros)
    feitas = Fatura.objects.count()
    saida = enlace_faturar("--vencimento", "2026-12-10")

    assert (fim.value.code, feitas) == (130, 1)
    assert erros.getvalue() == (
        "Interrompido. O que foi emitido está gravado; rode o mesmo comando para continuar de onde parou.\n"
    )
    assert "Clientes: 3; faturas: 3; soma: R$ 299,70." in saida
    assert Faturamento.objects.count() == 1


@pytest.mark.parametrize(("vencimento", "porque"), [("2026-11-29", "já passou"), ("2027-12-10", "está a mais de um ano")])
def test_vencimento_improvavel_so_com_todas_as_letras(vencimento: str, porque: str) -> None:
    um_servico_cobrado()

    with pytest.raises(VencimentoImprovavel, match=porque):
        enlace_faturar("--vencimento", vencimento)

    assert not Faturamento.objects.exists()
    assert "Simulação" in enlace_faturar("--vencimento", vencimento, "--simular", "--mesmo-assim")


def test_o_vencimento_de_hoje_nao_precisa_de_mais_nada() -> None:
    assert "Faturamento" in enlace_faturar("--vencimento", str(HOJE))


@pytest.mark.parametrize("data", ["10/12/2026", "2026-02-30", "20261210", "amanhã", "2026-W50-4"])
def test_data_errada_e_recusada_com_um_exemplo(data: str) -> None:
    with pytest.raises(CommandError, match="não é uma data: escreva como 2026-12-10"):
        enlace_faturar("--vencimento", data)


def test_refazer_canceladas_chega_ao_faturamento() -> None:
    um_servico_cobrado()
    enlace_faturar("--vencimento", "2026-12-10")
    fatura = Fatura.objects.get()
    fatura.cobrancas.update(cancelada_em=AGORA)
    Fatura.objects.update(situacao="cancelado", data_cancelamento=AGORA, motivo_cancelamento="Errada.")

    enlace_faturar("--vencimento", "2026-12-10")
    sem_refazer = Fatura.objects.count()
    enlace_faturar("--vencimento", "2026-12-10", "--refazer-canceladas")

    assert (sem_refazer, Fatura.objects.count()) == (1, 2)


def test_faixa_esgotada_chega_com_sua_frase() -> None:
    um_servico_cobrado()
    ContaBancaria.objects.update(nosso_numero_final=0, nosso_numero_proximo=1)

    with pytest.raises(FaixaEsgotada):
        enlace_faturar("--vencimento", "2026-12-10")
