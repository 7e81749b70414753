from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enlace.cli.argumentos import ContaDesconhecida
from enlace.cli.management.commands.remessa import ArquivoNaoGravado, RemessaDesconhecida
from enlace.core import datas
from enlace.financeiro.models import ArquivoRemessa, ContaBancaria, Fatura
from enlace.processos.tests.banco import EMISSAO, um_boleto, um_servico_de, uma_conta

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _em_novembro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datas, "agora", lambda: EMISSAO)


@pytest.fixture
def conta() -> ContaBancaria:
    return uma_conta()


def enlace_remessa(conta: ContaBancaria, *argumentos: str) -> list[str]:
    saida = StringIO()
    call_command("remessa", "--conta", str(conta.pk), *argumentos, stdout=saida)
    return saida.getvalue().splitlines()


def test_grava_o_arquivo_so_para_o_dono_e_diz_o_que_ha_nele(conta: ContaBancaria, tmp_path: Path) -> None:
    um_boleto(conta, um_servico_de())
    destino = tmp_path / "r.rem"

    saida = enlace_remessa(conta, "--saida", str(destino))

    assert saida == [f"Remessa 1 gravada em {destino}.", "Boletos a registrar: 1; a baixar: 0."]
    assert destino.read_bytes().decode("ascii") == ArquivoRemessa.objects.get().conteudo
    assert destino.read_bytes().endswith(b"\r\n")
    assert destino.stat().st_mode & 0o777 == 0o600


def test_sem_saida_o_nome_tem_conta_e_numero(conta: ContaBancaria, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    um_boleto(conta, um_servico_de())

    enlace_remessa(conta)

    assert [arquivo.name for arquivo in tmp_path.iterdir()] == [f"remessa-{conta.pk}-000001.rem"]


def test_nada_a_enviar(conta: ContaBancaria, tmp_path: Path) -> None:
    assert enlace_remessa(conta, "--saida", str(tmp_path / "r.rem")) == ["Nada a enviar."]
    assert not list(tmp_path.iterdir())


def test_o_que_fica_de_fora_e_dito_com_o_motivo(conta: ContaBancaria) -> None:
    sem_cpf = um_boleto(conta, um_servico_de(cpf=None))
    vencida = um_boleto(conta, um_servico_de("OUTRO", cpf=None))
    Fatura.objects.filter(pk=vencida.pk).update(data_vencimento="2026-11-01")

    assert enlace_remessa(conta) == [
        "Nada a enviar.",
        "Faturas vencidas que o banco nunca conheceu, e que ele não aceita mais: 1.",
        "Faturas que ficaram de fora, a consertar e enviar de novo: 1.",
        "  1: CPF ou CNPJ do pagador: falta informar.",
        f"  Fatura {sem_cpf.pk}, cliente {sem_cpf.cliente.codigo_cliente}: CPF ou CNPJ do pagador: falta informar.",
    ]


def test_arquivo_que_ja_existe_nao_e_apagado_e_nada_se_gera(conta: ContaBancaria, tmp_path: Path) -> None:
    um_boleto(conta, um_servico_de())
    destino = tmp_path / "r.rem"
    destino.write_text("outra coisa")

    with pytest.raises(ArquivoNaoGravado, match="já existe"):
        enlace_remessa(conta, "--saida", str(destino))

    assert destino.read_text() == "outra coisa"
    assert not ArquivoRemessa.objects.exists()


def test_o_que_nao_pode_ser_gravado_esta_guardado_e_e_gravado_depois(conta: ContaBancaria, tmp_path: Path) -> None:
    um_boleto(conta, um_servico_de())

    with pytest.raises(ArquivoNaoGravado, match=f"enlace remessa --conta {conta.pk} --numero 1 --saida"):
        enlace_remessa(conta, "--saida", str(tmp_path / "nenhuma" / "r.rem"))
    saida = enlace_remessa(conta, "--numero", "1", "--saida", str(tmp_path / "r.rem"))

    assert saida == [f"Remessa 1 gravada em {tmp_path / 'r.rem'}."]
    assert (tmp_path / "r.rem").read_bytes().decode("ascii") == ArquivoRemessa.objects.get().conteudo


def test_remessa_que_nao_ha(conta: ContaBancaria) -> None:
    with pytest.raises(RemessaDesconhecida, match="não tem a remessa 7"):
        enlace_remessa(conta, "--numero", "7")


def test_a_rejeitada_vai_de_novo_quando_se_pede(conta: ContaBancaria, tmp_path: Path) -> None:
    fatura = um_boleto(conta, um_servico_de(), registro=Fatura.Registro.REJEITADO)

    saida = enlace_remessa(conta, "--de-novo", str(fatura.pk), "--saida", str(tmp_path / "r.rem"))

    assert saida[-1] == "Boletos a registrar: 1; a baixar: 0."


def test_conta_que_nao_ha_diz_as_que_ha(conta: ContaBancaria) -> None:
    with pytest.raises(ContaDesconhecida, match=rf"Não há conta bancária 999999. Contas: {conta.pk} \(SICOOB\)"):
        call_command("remessa", "--conta", "999999", stdout=StringIO())


def test_sem_conta_e_recusado() -> None:
    with pytest.raises(CommandError, match="--conta"):
        call_command("remessa", stdout=StringIO())
