from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from enlace.cli.management.commands.retorno import ArquivoIlegivel, NumeroRepetido
from enlace.cli.progresso import Progresso
from enlace.core import datas
from enlace.financeiro.models import ContaBancaria, Fatura, Pagamento
from enlace.processos.tests.banco import RETORNO_EM, ocorrencia, um_boleto, um_retorno, um_servico_de, uma_conta

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _em_dezembro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datas, "agora", lambda: RETORNO_EM)


@pytest.fixture
def conta() -> ContaBancaria:
    return uma_conta()


@pytest.fixture
def fatura(conta: ContaBancaria) -> Fatura:
    return um_boleto(conta, um_servico_de(), registro="enviado")


@pytest.fixture
def arquivo(fatura: Fatura, tmp_path: Path) -> Path:
    """A payment, and one of too little."""
    assert fatura.conta is not None
    outra = um_boleto(fatura.conta, um_servico_de("OUTRO", cpf=None))
    caminho = tmp_path / "CBR108.RET"
    caminho.write_bytes(um_retorno(ocorrencia("06", fatura), ocorrencia("06", outra, pago="1.00")))
    return caminho


def ctrl_c(*_andamento: object) -> None:
    raise KeyboardInterrupt


def enlace_retorno(arquivo: Path, conta: ContaBancaria, erros: StringIO | None = None) -> list[str]:
    saida = StringIO()
    call_command("retorno", str(arquivo), "--conta", str(conta.pk), stdout=saida, stderr=erros or StringIO())
    return saida.getvalue().splitlines()


def test_le_e_diz_o_que_foi_feito_e_o_que_ha_a_conferir(arquivo: Path, conta: ContaBancaria) -> None:
    saida = enlace_retorno(arquivo, conta)

    menor = Fatura.objects.get(situacao="aguardando")
    lido = Pagamento.objects.get().retorno.retorno
    assert saida == [
        "1 de 2 (50 %): ocorrências",
        "2 de 2 (100 %): ocorrências",
        f"Retorno {lido.pk}, número 108: lido.",
        "  Fatura quitada: 1",
        "  Pagamento a conferir: 1",
        "Recebido: R$ 49,90.",
        "A conferir: 1.",
        f"  Linha 5, fatura {menor.pk}, R$ 1,00: {menor.retornos.get().observacao}",
    ]


def test_lido_de_novo_diz_que_nada_foi_feito(arquivo: Path, conta: ContaBancaria) -> None:
    enlace_retorno(arquivo, conta)

    saida = enlace_retorno(arquivo, conta)

    assert saida[0].endswith(", número 108: já tinha sido lido: nada foi feito.")
    assert Pagamento.objects.count() == 1


def test_outro_arquivo_com_o_mesmo_numero_e_recusado_com_o_nome_do_primeiro(
    arquivo: Path, conta: ContaBancaria, fatura: Fatura
) -> None:
    enlace_retorno(arquivo, conta)
    arquivo.write_bytes(um_retorno(ocorrencia("09", fatura)))

    with pytest.raises(NumeroRepetido, match=r"número 108 e o dia 11/12/2026.*CBR108\.RET"):
        enlace_retorno(arquivo, conta)


def test_interrompido_diz_como_continuar_e_continua(arquivo: Path, conta: ContaBancaria, monkeypatch: pytest.MonkeyPatch) -> None:
    erros = StringIO()
    with monkeypatch.context() as teclado:
        teclado.setattr(Progresso, "mostrar", ctrl_c)
        with pytest.raises(SystemExit) as fim:
            enlace_retorno(arquivo, conta, erros)
    saida = enlace_retorno(arquivo, conta)

    assert fim.value.code == 130
    assert erros.getvalue().startswith("Interrompido. O que foi feito está gravado;")
    assert saida[0] == "1 de 1 (100 %): ocorrências"
    assert Pagamento.objects.count() == 1


def test_arquivo_que_nao_ha(conta: ContaBancaria, tmp_path: Path) -> None:
    with pytest.raises(ArquivoIlegivel, match="Não foi possível ler"):
        enlace_retorno(tmp_path / "nada.ret", conta)
    with pytest.raises(ArquivoIlegivel):
        enlace_retorno(tmp_path, conta)
