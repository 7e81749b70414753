"""How many sessions are online, noted every five minutes, so that a day of it is read from 288 rows and not from millions."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from enlace.radius.models import Sessao, SessoesOnline

PASSO: Final = timedelta(minutes=5)
# What a chart shows, and what is made up for when nobody counted: for longer, ended sessions would have to be read by the month.
JANELA: Final = timedelta(hours=24)
# A year and a little, so that a day can be compared with the same of the year before.
GUARDA: Final = timedelta(days=400)
_PREENCHER: Final = (Path(__file__).parent / "consultas" / "preencher_amostras.sql").read_text()
_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def amostrar(*, agora: datetime) -> None:
    """Note how many sessions are open, and what was not noted of the last day: of a new installation, of an hour without worker.

    Safe to repeat, at any time: an instant is noted once.
    """
    quando = instante_da_amostra(agora)
    with transaction.atomic():
        quantas = Sessao.objects.filter(acctstoptime=None).count()
        SessoesOnline.objects.bulk_create([SessoesOnline(quando=quando, quantas=quantas)], ignore_conflicts=True)
        SessoesOnline.objects.filter(quando__lt=quando - GUARDA).delete()
        if SessoesOnline.objects.filter(quando__gt=quando - JANELA, quando__lte=quando).count() < JANELA // PASSO:
            _preencher(de=quando - JANELA + PASSO, ate=quando)


def instante_da_amostra(agora: datetime) -> datetime:
    """The last instant, up to `agora`, at which sessions are counted."""
    return agora - (agora - _ZERO) % PASSO


def _preencher(*, de: datetime, ate: datetime) -> None:
    """Count from the sessions themselves, by their beginnings and ends."""
    with connection.cursor() as cursor:
        cursor.execute(_PREENCHER, {"de": de, "ate": ate})
