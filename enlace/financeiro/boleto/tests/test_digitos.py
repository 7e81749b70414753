import pytest

from enlace.financeiro.boleto.digitos import (
    modulo_10,
    modulo_11_3197,
    modulo_11_base_7_com_p,
    modulo_11_com_x,
    modulo_11_com_zero,
    modulo_11_do_codigo_de_barras,
)


@pytest.mark.parametrize(
    ("digitos", "digito"),
    # Fields of published lines (brcobranca, the integration API), and Itaú's agência and account.
    [("001900000", "9"), ("756913166", "2"), ("0100672610", "1"), ("2721000001", "7"), ("081053678", "9"), ("060715255", "0")],
)
def test_modulo_10(digitos: str, digito: str) -> None:
    assert modulo_10(digitos) == digito


@pytest.mark.parametrize(
    ("digitos", "digito"),
    # By hand: a last digit has weight 2, so 5 leaves 10 (digit 1), 0 and 6 leave 0 and 1 (10 and 0 to 11: digit 1), 3 leaves 6.
    [("5", "1"), ("0", "1"), ("6", "1"), ("3", "5")],
)
def test_modulo_11_do_codigo_de_barras_nunca_e_zero(digitos: str, digito: str) -> None:
    assert modulo_11_do_codigo_de_barras(digitos) == digito


@pytest.mark.parametrize(("digitos", "digito"), [("6", "0"), ("0", "0"), ("5", "1"), ("14000000000000001", "4"), ("245274", "0")])
def test_modulo_11_com_zero(digitos: str, digito: str) -> None:
    assert modulo_11_com_zero(digitos) == digito


@pytest.mark.parametrize(
    ("digitos", "digito"),
    # brcobranca's digits of agências and numbers of Banco do Brasil; 6 leaves 1 by hand.
    [
        ("85068014982", "9"),
        ("05009401448", "1"),
        ("12387987777700168", "2"),
        ("4042", "8"),
        ("61900", "0"),
        ("0719", "6"),
        ("6", "X"),
    ],
)
def test_modulo_11_com_x(digitos: str, digito: str) -> None:
    assert modulo_11_com_x(digitos) == digito


@pytest.mark.parametrize(
    ("digitos", "digito"),
    # Bradesco: carteira and nosso número, and accounts (brcobranca).
    [("1900000000002", "8"), ("1900000000001", "P"), ("1900000000006", "0"), ("0238069", "2"), ("0301357", "P")],
)
def test_modulo_11_base_7_com_p(digitos: str, digito: str) -> None:
    assert modulo_11_base_7_com_p(digitos) == digito


@pytest.mark.parametrize(("digitos", "digito"), [("316600000672610272100", "0"), ("316600000672610274554", "2"), ("40", "0")])
def test_modulo_11_3197(digitos: str, digito: str) -> None:
    assert modulo_11_3197(digitos) == digito
