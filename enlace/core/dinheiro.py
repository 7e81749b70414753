"""Money: `Decimal` in reais, to the cent; the one rule of rounding, and how people read it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from enlace.core.errors import RuleRefused

CENTAVO: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")

# The only rounding of money: half a cent goes away from zero, as at a counter. Python's own default sends it to the even digit.
ARREDONDAMENTO: Final = ROUND_HALF_UP

# What a column `numeric(12,2)` cannot hold.
_LIMITE = Decimal(10) ** 10


class ValorRecusado(RuleRefused):
    """Not an amount of money: not a number, with fractions of a cent, or too large to be stored."""


def arredondar(valor: Decimal) -> Decimal:
    """The amount in whole cents. Once, at the end of a calculation: never a step of it, such as one day's interest."""
    # Without a negative zero, which would be read as `-R$ 0,00`.
    return valor.quantize(CENTAVO, rounding=ARREDONDAMENTO) + ZERO


def conferir(valor: Decimal) -> Decimal:
    """The same amount with exactly two decimals, or `ValorRecusado`: what comes from outside is never rounded behind one's back."""
    if not valor.is_finite():
        raise ValorRecusado("O valor não é um número.")
    if abs(valor) >= _LIMITE:
        raise ValorRecusado("O valor passa de R$ 9.999.999.999,99.")
    if arredondar(valor) != valor:
        raise ValorRecusado("O valor tem frações de centavo: informe no máximo duas casas decimais.")
    return arredondar(valor)


def em_reais(valor: Decimal) -> str:
    """`R$ 1.234,56`, rounded to the cent; a negative amount as `-R$ 1.234,56`."""
    centavos = arredondar(valor)
    # Python groups with commas and parts with a point, Portuguese the other way round.
    numero = f"{abs(centavos):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{'-' if centavos < 0 else ''}R$ {numero}"
