"""The due date as four digits (FEBRABAN): days since 7 October 1997, from 1000 to 9999 and then from 1000 again.

The first round ended on 21 February 2025, so a factor alone means a day of every round. Whoever reads one takes the day that is
near; who wrote it keeps the date and never asks the factor.
"""

from datetime import date, timedelta

from enlace.financeiro.boleto.recusas import FatorRecusado, VencimentoIndefinido, VencimentoRecusado

SEM_VENCIMENTO = 0
_BASE = date(1997, 10, 7)
_MENOR = 1000
_MAIOR = 9999
_VOLTA = 9000
_PRIMEIRO_VENCIMENTO = _BASE + timedelta(days=_MENOR)

# How far from the day of reading a due date may lie. Together less than a round, so never more than one day fits.
DIAS_ANTES = 3000
DIAS_DEPOIS = 5500


def fator_do_vencimento(vencimento: date | None) -> int:
    """0, or 1000 to 9999. Refused: `VencimentoRecusado` for a day before the first that has a factor."""
    if vencimento is None:
        return SEM_VENCIMENTO
    if vencimento < _PRIMEIRO_VENCIMENTO:
        raise VencimentoRecusado
    return ((vencimento - _BASE).days - _MENOR) % _VOLTA + _MENOR


def vencimento_do_fator(fator: int, *, hoje: date) -> date | None:
    """The day between 3,000 days before and 5,500 days after `hoje` that has this factor; None for 0000, no due date.

    Refused: `FatorRecusado` for a number that is no factor, `VencimentoIndefinido` when its days are all too far away.
    """
    if fator == SEM_VENCIMENTO:
        return None
    if not _MENOR <= fator <= _MAIOR:
        raise FatorRecusado(fator=fator)
    da_primeira_volta = _BASE + timedelta(days=fator)
    desde_o_limite = (hoje - da_primeira_volta).days - DIAS_ANTES
    voltas = max(0, -(-desde_o_limite // _VOLTA))  # rounded up: the first of its days that is not too old
    vencimento = da_primeira_volta + timedelta(days=voltas * _VOLTA)
    if (vencimento - hoje).days > DIAS_DEPOIS:
        raise VencimentoIndefinido(fator=fator)
    return vencimento
