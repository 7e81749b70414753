"""Days on which banks work. Pure: whatever depends on today is given it, and holidays of a city or state are given too."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

# Month and day. Lei 662/1949 in the wording of Lei 10.607/2002, but for 12 October: Lei 6.802/1980.
_FIXOS: Final = ((1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25))
_CONSCIENCIA_NEGRA: Final = (11, 20)
_CONSCIENCIA_NEGRA_DESDE: Final = 2024  # Lei 14.759/2023

# Days from Easter: Monday and Tuesday of carnival, Good Friday, Corpus Christi. Banks keep all of them (Resolução CMN 4.880/2020).
_MOVEIS: Final = (-48, -47, -2, 60)

_SABADO: Final = 5
_UM_DIA: Final = timedelta(days=1)


@lru_cache(maxsize=64)
def feriados_bancarios(ano: int) -> frozenset[date]:
    """The national holidays of banks in a year, weekends included (Resolução CMN 4.880/2020 and the laws above).

    Ash Wednesday is none: banks open at noon. Nor is the last working day of the year, see `sem_expediente_de_fim_de_ano`.
    """
    fixos = [date(ano, mes, dia) for mes, dia in _FIXOS]
    if ano >= _CONSCIENCIA_NEGRA_DESDE:
        fixos.append(date(ano, *_CONSCIENCIA_NEGRA))
    domingo = pascoa(ano)
    return frozenset([*fixos, *(domingo + timedelta(days=dias) for dias in _MOVEIS)])


@lru_cache(maxsize=64)
def sem_expediente_de_fim_de_ano(ano: int) -> date:
    """The last weekday of the year that is no holiday: banks keep it for their balance, closed to the public and without clearing.

    It is not a holiday, so it shields nobody from a suspension; but Febraban announces every December that what is due on it may
    be paid on the next business day at no charge, so no charge is made here either: where unsure, the customer pays less.
    """
    return next(dia for dia in (date(ano, 12, 31 - antes) for antes in range(7)) if _e_dia_de_semana_sem_feriado(dia))


def e_dia_util(data: date, feriados_locais: Collection[date] = ()) -> bool:
    """Whether banks serve the public on this day where `feriados_locais` are kept besides the national ones."""
    if data in feriados_locais or data == sem_expediente_de_fim_de_ano(data.year):
        return False
    return _e_dia_de_semana_sem_feriado(data)


def vencimento_util(data: date, feriados_locais: Collection[date] = ()) -> date:
    """The last day to pay without charges what is due on `data`: that day, or the next business day (Lei 7.089/1983, art. 1)."""
    while not e_dia_util(data, feriados_locais):
        data += _UM_DIA
    return data


def pascoa(ano: int) -> date:
    """Easter Sunday of the Gregorian calendar: the first Sunday after the full moon of the church on or after 21 March.

    As Gauss counted it, with the corrections for centuries written out.
    """
    seculo, lua = ano // 100, ano % 19
    # Leap days that the Gregorian calendar leaves out, less the moon's own drift.
    correcao = seculo - seculo // 4 - (8 * seculo + 13) // 25
    lua_cheia = (19 * lua + correcao + 15) % 30
    # The church never lets its moon be full after 18 April, nor on one date twice in nineteen years.
    lua_cheia -= (lua_cheia == 29) or (lua_cheia == 28 and lua > 10)  # noqa: PLR2004 - the rule's own numbers
    lua_em_marco = date(ano, 3, 21) + timedelta(days=lua_cheia)
    return lua_em_marco + timedelta(days=6 - lua_em_marco.weekday() or 7)


def _e_dia_de_semana_sem_feriado(data: date) -> bool:
    return data.weekday() < _SABADO and data not in feriados_bancarios(data.year)
