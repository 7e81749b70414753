"""The sweep: sessions whose NAS has vanished end with their last sign.

Silence counts only while this server was listening. Were FreeRADIUS or the database down, everybody would seem silent, and would be
thrown out of the searches until their next sign. So the sweep asks, each minute, whether anybody listens, and begins only after
having listened, without a break, for as long as a session may be silent.

Somebody listens when FreeRADIUS is connected to the database, which it is from its first packet on; or when packets came within an
interval (its connections may stand behind a pooler). A provider's only NAS that vanishes is swept: FreeRADIUS is still connected.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.radius.esquema import PAPEL
from enlace.radius.models import Escuta

SINAIS_PERDIDOS: Final = 3
# The sweep runs each minute; one that comes later does not mean yet that nobody listened meanwhile.
_ATRASO_TOLERADO: Final = timedelta(minutes=3)


def varrer(*, agora: datetime) -> int:
    """End the sessions that gave no sign for three intervals of ours; how many. Safe to repeat."""
    intervalo = timedelta(seconds=ConfiguracaoRadius.atual().intervalo_de_sinal)
    limite = SINAIS_PERDIDOS * intervalo
    with transaction.atomic():
        desde = _ouvindo_desde(agora=agora, intervalo=intervalo)
        if desde is None or desde > agora - limite:
            return 0
        with connection.cursor() as cursor:
            cursor.execute("select radius.varrer(make_interval(secs => %s))", [limite.total_seconds()])
            return int(cursor.fetchone()[0])


def _ouvindo_desde(*, agora: datetime, intervalo: timedelta) -> datetime | None:
    """Since when, at every look, somebody was listening; None when nobody is."""
    escuta = Escuta.objects.select_for_update().filter(pk=1).first()
    if not _alguem_ouve(intervalo):
        Escuta.objects.all().delete()
        return None
    if escuta is None:
        escuta = Escuta(desde=agora)
    elif agora - escuta.conferida_em > max(intervalo, _ATRASO_TOLERADO):
        # Nobody looked for so long: the whole machine may have been down.
        escuta.desde = agora
    escuta.conferida_em = agora
    escuta.save()
    return escuta.desde


def _alguem_ouve(intervalo: timedelta) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """select exists (select from pg_stat_activity where datname = current_database() and usename = %(papel)s)
                   or exists (select from radacct_aberta where acctupdatetime > now() - make_interval(secs => %(intervalo)s))""",
            {"papel": PAPEL, "intervalo": intervalo.total_seconds()},
        )
        return bool(cursor.fetchone()[0])
