from decimal import Decimal

import pytest

from enlace.core.dinheiro import ValorRecusado, arredondar, conferir, em_reais


@pytest.mark.parametrize(
    ("valor", "centavos"),
    [("0.125", "0.13"), ("0.135", "0.14"), ("2.5149", "2.51"), ("-0.125", "-0.13"), ("119.9", "119.90"), ("7", "7.00")],
)
def test_meio_centavo_vai_para_longe_de_zero(valor: str, centavos: str) -> None:
    assert str(arredondar(Decimal(valor))) == centavos


def test_zero_nunca_e_negativo() -> None:
    assert str(arredondar(Decimal("-0.001"))) == "0.00"
    assert em_reais(Decimal("-0.001")) == "R$ 0,00"


@pytest.mark.parametrize(
    ("valor", "escrito"),
    [
        ("1234.56", "R$ 1.234,56"),
        ("0.5", "R$ 0,50"),
        ("9999999999.99", "R$ 9.999.999.999,99"),
        ("-1234.5", "-R$ 1.234,50"),
        ("12.345", "R$ 12,35"),
    ],
)
def test_reais_se_escrevem_como_se_le(valor: str, escrito: str) -> None:
    assert em_reais(Decimal(valor)) == escrito


@pytest.mark.parametrize(("valor", "conferido"), [("10", "10.00"), ("119.9", "119.90"), ("-3.100", "-3.10"), ("1E+2", "100.00")])
def test_valor_em_centavos_inteiros_passa_sem_mudar(valor: str, conferido: str) -> None:
    assert str(conferir(Decimal(valor))) == conferido


@pytest.mark.parametrize("valor", ["1.999", "0.001", "NaN", "sNaN", "Infinity", "-Infinity", "10000000000", "1E+400"])
def test_valor_que_nao_e_dinheiro_e_recusado(valor: str) -> None:
    with pytest.raises(ValorRecusado, match="O valor"):
        conferir(Decimal(valor))
