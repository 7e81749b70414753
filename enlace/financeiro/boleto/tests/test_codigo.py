from datetime import date
from decimal import Decimal

import pytest

from enlace.financeiro.boleto import codigo, recusas
from enlace.financeiro.boleto.codigo import CodigoDeBarras, LinhaDigitavel
from enlace.financeiro.boleto.tests.vetores import VETORES, Vetor

LINHA = "75691.31662 01006.726101 27210.000017 7 73380000001000"
CODIGO = "75697733800000010001316601006726102721000001"
SO_DIGITOS = LINHA.replace(".", "").replace(" ", "")
DOS_TRES_CAMPOS = range(32)
DO_DIGITO_GERAL = 32
DO_VENCIMENTO_E_VALOR = range(33, 47)


def _com(digitos: str, posicao: int, digito: str) -> str:
    return digitos[:posicao] + digito + digitos[posicao + 1 :]


def _e_de_boleto(digitos: str) -> bool:
    try:
        codigo.ler(digitos)
    except recusas.CodigoRecusado:
        return False
    return True


def _resto_de_11(codigo_de_barras: str) -> int:
    """Of the other 43 digits, written anew so that the test does not ask the code under test."""
    sem_digito = codigo_de_barras[:4] + codigo_de_barras[5:]
    return sum(int(d) * (2 + i % 8) for i, d in enumerate(sem_digito[::-1])) % 11


def test_linha_digitada_vira_o_codigo_de_barras() -> None:
    assert codigo.ler(LINHA) == CodigoDeBarras(CODIGO)


def test_codigo_de_barras_vira_a_linha_impressa() -> None:
    assert str(CodigoDeBarras(CODIGO).linha_digitavel) == LINHA


def test_leitor_de_codigo_de_barras_e_digitacao_dao_no_mesmo() -> None:
    assert codigo.ler(CODIGO) == codigo.ler(LINHA) == codigo.ler(SO_DIGITOS) == codigo.ler(f"\t{LINHA}\xa0\n")


def test_partes_do_codigo() -> None:
    lido = codigo.ler(LINHA)

    assert lido.banco == "756"
    assert lido.fator == 7338
    assert str(lido.valor) == "10.00"
    assert lido.campo_livre == "1316601006726102721000001"
    assert lido.vencimento(hoje=date(2017, 11, 1)) == date(2017, 11, 9)


def test_vencimento_de_codigo_antigo_demais_e_recusado() -> None:
    with pytest.raises(recusas.VencimentoIndefinido, match="7338"):
        codigo.ler(LINHA).vencimento(hoje=date(2026, 11, 20))


def test_banco_desconhecido_e_lido() -> None:
    de_outro_banco = CodigoDeBarras.montar(banco="077", fator=0, valor=Decimal(5), campo_livre="1" * 25)

    lido = codigo.ler(str(de_outro_banco.linha_digitavel))

    assert (lido.banco, lido.valor, lido.vencimento(hoje=date(2026, 11, 20))) == ("077", Decimal(5), None)


@pytest.mark.parametrize("texto", ["", "7", SO_DIGITOS[:-1], SO_DIGITOS + "0", CODIGO[:-1], CODIGO + "0", "7" * 48])
def test_tamanho_errado_e_recusado_com_a_contagem(texto: str) -> None:
    with pytest.raises(recusas.TamanhoRecusado, match=f"47 ou 44 números, mas tem {len(texto)}"):
        codigo.ler(texto)


@pytest.mark.parametrize(
    "texto",
    [
        _com(SO_DIGITOS, 7, "O"),
        _com(CODIGO, 7, "O"),
        _com(SO_DIGITOS, 7, "٣"),
        _com(SO_DIGITOS, 7, "²"),
        f"{SO_DIGITOS},",
        "'; drop table fatura; --",
        "boleto",
    ],
)
def test_o_que_nao_e_numero_e_recusado(texto: str) -> None:
    with pytest.raises(recusas.CaracteresRecusados, match="só pode ter números"):
        codigo.ler(texto)


@pytest.mark.parametrize(
    "texto",
    # An invented bill of a utility as typed, as scanned, and typed short of one digit.
    ["83660000001-2 23450138000-5 10012345678-9 00012345678-0", "8" + "3" * 43, "8" + "3" * 46, "83"],
)
def test_conta_de_consumo_nao_e_boleto(texto: str) -> None:
    with pytest.raises(recusas.ContaDeConsumo, match="conta de consumo"):
        codigo.ler(texto)


@pytest.mark.parametrize(("posicao", "campo"), [(0, 1), (9, 1), (10, 2), (20, 2), (21, 3), (31, 3)])
def test_recusa_diz_em_que_campo_esta_o_erro(posicao: int, campo: int) -> None:
    trocado = "3" if SO_DIGITOS[posicao] != "3" else "4"

    with pytest.raises(recusas.DigitoDoCampoErrado, match=f"{campo}º campo") as recusa:
        codigo.ler(_com(SO_DIGITOS, posicao, trocado))

    assert recusa.value.campo == campo


@pytest.mark.parametrize("texto", [_com(SO_DIGITOS, DO_DIGITO_GERAL, "8"), _com(SO_DIGITOS, 46, "1"), _com(CODIGO, 43, "2")])
def test_digito_geral_errado_e_recusado(texto: str) -> None:
    with pytest.raises(recusas.DigitoGeralErrado):
        codigo.ler(texto)


def test_outra_moeda_e_recusada_mesmo_com_os_digitos_certos() -> None:
    # 756, currency 0, check digit 1: by hand, the change from 9 to 0 at weight 5 takes 45 from the sum.
    resto = _resto_de_11(_com(CODIGO, 3, "0"))
    digito = "1" if resto in (0, 1, 10) else str(11 - resto)

    with pytest.raises(recusas.MoedaRecusada, match="moeda 9"):
        codigo.ler(_com(_com(CODIGO, 3, "0"), 4, digito))


@pytest.mark.parametrize("classe", [CodigoDeBarras, LinhaDigitavel])
def test_nao_existe_codigo_errado_nem_por_dentro(classe: type[CodigoDeBarras] | type[LinhaDigitavel]) -> None:
    with pytest.raises(recusas.CodigoRecusado):
        classe("7" * 10)


@pytest.mark.parametrize("vetor", VETORES, ids=str)
def test_um_numero_trocado_nos_tres_primeiros_campos_nunca_passa(vetor: Vetor) -> None:
    linha = codigo.ler(vetor.linha).linha_digitavel.digitos

    passaram = [(p, d) for p in DOS_TRES_CAMPOS for d in "0123456789" if d != linha[p] and _e_de_boleto(_com(linha, p, d))]

    assert passaram == []


@pytest.mark.parametrize("vetor", VETORES, ids=str)
def test_um_numero_trocado_nos_outros_campos_so_passa_onde_o_modulo_11_e_cego(vetor: Vetor) -> None:
    original = codigo.ler(vetor.linha)
    linha = original.linha_digitavel.digitos
    cego = _resto_de_11(original.digitos) in (0, 1, 10)

    for posicao in (DO_DIGITO_GERAL, *DO_VENCIMENTO_E_VALOR):
        for digito in set("0123456789") - {linha[posicao]}:
            # In the bar code these fifteen digits stand together, from the fifth on.
            resto = _resto_de_11(_com(original.digitos, posicao - 28, digito))
            indistinto = posicao != DO_DIGITO_GERAL and cego and resto in (0, 1, 10)
            assert _e_de_boleto(_com(linha, posicao, digito)) == indistinto, (posicao, digito)


def test_a_cegueira_do_modulo_11_existe() -> None:
    # Check digit 1: of the values that differ in one digit, some have the same. Nothing but the bank can tell them apart.
    original = CodigoDeBarras("10491703000000500001234560000100040000000064")

    trocados = [
        _com(original.digitos, p, d) for p in range(9, 19) for d in "0123456789" if _com(original.digitos, p, d) != original.digitos
    ]

    assert any(_e_de_boleto(trocado) for trocado in trocados)


@pytest.mark.parametrize("valor", ["0.00", "0.01", "0.1", "1E+2", "1.230", "99999999.99"])
def test_valor_volta_do_codigo(valor: str) -> None:
    montado = CodigoDeBarras.montar(banco="756", fator=1000, valor=Decimal(valor), campo_livre="0" * 25)

    assert montado.valor == Decimal(valor)
    assert montado.valor.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "valor", ["-0.01", "0.001", "12.345", "100000000", "1E+30", "NaN", "Infinity", "1.0000000000000000000000000000000001"]
)
def test_valor_que_nao_cabe_e_recusado(valor: str) -> None:
    with pytest.raises(recusas.ValorNaoCabeNoBoleto, match="duas casas"):
        codigo.centavos(Decimal(valor))
