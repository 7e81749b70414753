"""The only file that reads the clock. Verbs and queries are given `agora=` or `hoje=`."""

from calendar import monthrange
from datetime import date, datetime
from typing import Final

from django.utils import timezone

_MESES_DO_ANO: Final = 12


def agora() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def hoje() -> date:
    """The date of today at the provider (setting `ENLACE_FUSO`)."""
    return timezone.localdate()


def dia_local(instante: datetime) -> date:
    """The date that the provider's calendar showed at an instant."""
    return timezone.localdate(instante)


def no_mes(ano: int, mes: int, dia: int) -> date:
    """That day of a month; the last one of a month that has no such day."""
    return date(ano, mes, min(dia, monthrange(ano, mes)[1]))


def meses_depois(data: date, meses: int, *, dia: int | None = None) -> date:
    """The same day, or day `dia`, that many months later (earlier when negative); the last of a month without that day."""
    ano, mes = divmod(data.year * _MESES_DO_ANO + data.month - 1 + meses, _MESES_DO_ANO)
    return no_mes(ano, mes + 1, dia or data.day)
