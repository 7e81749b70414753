"""Check digits. Every function takes a text of digits and gives the digit as a text, because some digits are letters.

Modulo 11 leaves a number from 0 to 10, and the families differ in what they write for the ones that are too many: hence a name
for each family instead of one function with switches.
"""

from collections.abc import Iterable
from itertools import cycle

_PESOS_3197 = (3, 1, 9, 7)


def modulo_10(digitos: str) -> str:
    """Weights 2, 1 from the right, the digits of each product added: the fields of a linha digitável, and Itaú."""
    soma = sum(sum(divmod(int(digito) * peso, 10)) for digito, peso in zip(reversed(digitos), cycle((2, 1)), strict=False))
    return str(-soma % 10)


def modulo_11_do_codigo_de_barras(digitos: str) -> str:
    """Weights 2 to 9 from the right; never 0: remainders 0, 1 and 10 all give 1, so it cannot tell them apart."""
    digito = _modulo_11_da_direita(digitos, maior_peso=9)
    return "1" if digito in (0, 10) else str(digito)


def modulo_11_com_zero(digitos: str) -> str:
    """Weights 2 to 9 from the right; 10 is written 0: Caixa, Santander, Sicredi."""
    return _ou(_modulo_11_da_direita(digitos, maior_peso=9), dez="0")


def modulo_11_com_x(digitos: str) -> str:
    """Weights 2 to 9 from the right; 10 is written X: Banco do Brasil."""
    return _ou(_modulo_11_da_direita(digitos, maior_peso=9), dez="X")


def modulo_11_base_7_com_p(digitos: str) -> str:
    """Weights 2 to 7 from the right; 10 is written P: Bradesco."""
    return _ou(_modulo_11_da_direita(digitos, maior_peso=7), dez="P")


def modulo_11_3197(digitos: str) -> str:
    """Weights 3, 1, 9, 7 from the left; 10 is written 0: Sicoob."""
    return _ou(_complemento_de_11(digitos, cycle(_PESOS_3197)), dez="0")


def _modulo_11_da_direita(digitos: str, *, maior_peso: int) -> int:
    return _complemento_de_11(digitos[::-1], cycle(range(2, maior_peso + 1)))


def _complemento_de_11(digitos: str, pesos: Iterable[int]) -> int:
    """What is missing from the weighted sum to a multiple of 11: 0 to 10."""
    return -sum(int(digito) * peso for digito, peso in zip(digitos, pesos, strict=False)) % 11


def _ou(digito: int, *, dez: str) -> str:
    return dez if digito == 10 else str(digito)  # noqa: PLR2004 - the one result of modulo 11 that is no digit
