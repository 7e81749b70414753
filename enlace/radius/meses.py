"""The monthly tables of the sessions and of the accesses: made ahead, and dropped when they are old enough."""

from datetime import date

from django.conf import settings
from django.db import connection

MESES_A_FRENTE = 3


def garantir_meses(*, hoje: date) -> None:
    """Make the tables of this month, the last one (sessions that ended while nobody listened) and the next ones. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select radacct_criar_mes(m, %(fuso)s), radius_acesso_criar_mes(m, %(fuso)s)
               from generate_series(-1, %(meses)s) i
               cross join lateral (select (%(hoje)s::date + make_interval(months => i))::date as m) x""",
            {"hoje": hoje, "fuso": settings.TIME_ZONE, "meses": MESES_A_FRENTE},
        )
