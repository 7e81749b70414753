import pytest

from enlace.financeiro.boleto import codigo
from enlace.financeiro.boleto.bancos import BANCOS
from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.boleto.montagem import codigo_de_barras, nosso_numero_impresso
from enlace.financeiro.boleto.tests.vetores import VETORES, Vetor, itau
from enlace.financeiro.boleto.titulo import Identificacao

COM_CODIGO = [v for v in VETORES if v.codigo]
COM_NOSSO_NUMERO = [v for v in VETORES if v.nosso_numero]


@pytest.mark.parametrize("vetor", VETORES, ids=str)
def test_linha_digitavel_e_a_publicada(vetor: Vetor) -> None:
    assert str(codigo_de_barras(vetor.titulo).linha_digitavel) == vetor.linha


@pytest.mark.parametrize("vetor", COM_CODIGO, ids=str)
def test_codigo_de_barras_e_o_publicado(vetor: Vetor) -> None:
    assert str(codigo_de_barras(vetor.titulo)) == vetor.codigo


@pytest.mark.parametrize("vetor", COM_NOSSO_NUMERO, ids=str)
def test_nosso_numero_impresso_e_o_publicado(vetor: Vetor) -> None:
    assert nosso_numero_impresso(vetor.identificacao) == vetor.nosso_numero


@pytest.mark.parametrize("vetor", COM_CODIGO, ids=str)
def test_linha_publicada_se_le_como_o_codigo_publicado(vetor: Vetor) -> None:
    assert vetor.codigo is not None
    assert codigo.ler(vetor.linha) == CodigoDeBarras(vetor.codigo)


def test_todo_banco_tem_duas_linhas_publicadas() -> None:
    linhas_por_banco = {banco: sum(v.identificacao.banco == banco for v in VETORES) for banco in BANCOS}

    assert {banco: linhas for banco, linhas in linhas_por_banco.items() if linhas < 2} == {}


def test_cada_banco_esta_sob_o_seu_codigo() -> None:
    assert {codigo: banco.CODIGO for codigo, banco in BANCOS.items()} == {codigo: codigo for codigo in BANCOS}


@pytest.mark.parametrize(
    ("identificacao", "impresso"),
    [
        # brcobranca: account 0810/53678 and 0607/15255.
        (itau("15448", carteira="175"), "175/00015448-6"),
        (itau("34230", carteira="175"), "175/00034230-5"),
        (itau("12345678", carteira="175", agencia="0607", conta="15255"), "175/12345678-4"),
        # BoletoNetCore: account 1234/56789.
        (itau("223350", carteira="109", agencia="1234", conta="56789"), "109/00223350-2"),
        (itau("223351", carteira="109", agencia="1234", conta="56789"), "109/00223351-0"),
        (itau("223345", carteira="138", agencia="1234", conta="56789"), "138/00223345-1"),
        # brcobranca: every kind of digit that Bradesco has.
        (Identificacao(banco="237", carteira="06", nosso_numero="525"), "06/00000000525-P"),
        (Identificacao(banco="237", carteira="09", nosso_numero="1"), "09/00000000001-1"),
        (Identificacao(banco="237", carteira="19", nosso_numero="2"), "19/00000000002-8"),
        (Identificacao(banco="237", carteira="19", nosso_numero="6"), "19/00000000006-0"),
        (Identificacao(banco="237", carteira="19", nosso_numero="1"), "19/00000000001-P"),
        # brcobranca and BoletoNetCore.
        (Identificacao(banco="033", carteira="102", nosso_numero="566612457800"), "566612457800-2"),
        (Identificacao(banco="033", carteira="102", nosso_numero="1961005"), "000001961005-0"),
        (Identificacao(banco="104", carteira="14", nosso_numero="1"), "14000000000000001-4"),
        (Identificacao(banco="104", carteira="14", nosso_numero="8"), "14000000000000008-1"),
    ],
    ids=str,
)
def test_digito_do_nosso_numero_e_o_publicado(identificacao: Identificacao, impresso: str) -> None:
    assert nosso_numero_impresso(identificacao) == impresso
