"""What a boleto says of the bank and of who charges, besides its digits."""

import pytest

from enlace.financeiro.boleto import recusas
from enlace.financeiro.boleto.bancos import BANCOS
from enlace.financeiro.boleto.digitos import modulo_11_com_x, modulo_11_com_zero
from enlace.financeiro.boleto.montagem import agencia_codigo_beneficiario, codigo_impresso_do_banco, nome_do_banco
from enlace.financeiro.boleto.titulo import Identificacao


def _conta(banco: str, **numeros: str) -> Identificacao:
    return Identificacao(banco=banco, carteira="", nosso_numero="", **numeros)


@pytest.mark.parametrize("impresso", ["001-9", "033-7", "104-0", "237-2", "341-7", "748-X", "756-0"])
def test_codigo_do_banco_e_impresso_com_o_digito_que_os_boletos_trazem(impresso: str) -> None:
    assert codigo_impresso_do_banco(impresso[:3]) == impresso


@pytest.mark.parametrize("codigo", BANCOS)
def test_digito_do_banco_e_o_modulo_11_do_codigo(codigo: str) -> None:
    # For a 10 Caixa prints 0 and Sicredi X; the other banks have none.
    modulo_11 = modulo_11_com_x if codigo == "748" else modulo_11_com_zero

    assert modulo_11(codigo) == BANCOS[codigo].DIGITO


def test_nome_do_banco_e_o_que_as_pessoas_dizem() -> None:
    assert nome_do_banco("001") == "Banco do Brasil"


@pytest.mark.parametrize(
    ("identificacao", "impresso"),
    [
        # The documentation of the integration API.
        (_conta("756", agencia="3166", beneficiario="67261"), "3166 / 67261"),
        (_conta("756", agencia="3166", beneficiario="0067261"), "3166 / 67261"),
        # brcobranca's test suite, but for the last of Caixa.
        (_conta("001", agencia="4042", conta="61900", beneficiario="1238798"), "4042-8 / 00061900-0"),
        (_conta("001", agencia="0719", conta="61900", beneficiario="1238798"), "0719-6 / 00061900-0"),
        (_conta("001", agencia="0548", conta="1448", beneficiario="1238798"), "0548-7 / 00001448-6"),
        (_conta("237", agencia="4042", conta="61900"), "4042-8 / 0061900-0"),
        (_conta("237", agencia="0548", conta="1448"), "0548-7 / 0001448-6"),
        (_conta("237", agencia="0121", conta="19669"), "0121-P / 0019669-P"),
        (_conta("341", agencia="0607", conta="15255"), "0607 / 15255-0"),
        (_conta("341", agencia="0811", conta="53678"), "0811 / 53678-8"),
        (_conta("033", agencia="59", beneficiario="1899775"), "0059/1899775"),
        (_conta("104", agencia="1825", beneficiario="245274"), "1825/245274-0"),
        (_conta("104", agencia="2030", beneficiario="6543219"), "2030/6543219"),
        (_conta("104", agencia="2030", beneficiario="654321"), "2030/654321-9"),
        (_conta("748", agencia="1234", posto="18", beneficiario="12345"), "1234.18.12345"),
    ],
    ids=str,
)
def test_agencia_e_beneficiario_sao_impressos_como_o_banco_os_imprime(identificacao: Identificacao, impresso: str) -> None:
    assert agencia_codigo_beneficiario(identificacao) == impresso


@pytest.mark.parametrize("banco", BANCOS)
def test_agencia_que_falta_e_recusada_na_impressao(banco: str) -> None:
    identificacao = _conta(banco, conta="1", beneficiario="1234567" if banco != "748" else "12345", posto="1")

    with pytest.raises(recusas.DadoRecusado, match="Agência: falta informar"):
        agencia_codigo_beneficiario(identificacao)


def test_banco_sem_regra_nao_tem_nome_nem_digito() -> None:
    with pytest.raises(recusas.BancoNaoSuportado):
        nome_do_banco("260")
    with pytest.raises(recusas.BancoNaoSuportado):
        codigo_impresso_do_banco("260")
    with pytest.raises(recusas.BancoNaoSuportado):
        agencia_codigo_beneficiario(_conta("260", agencia="1"))
