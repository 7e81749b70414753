"""The monthly tables of the sessions, made ahead: a session that ends in a month without a table stays among the open ones."""

from datetime import date

from django.conf import settings
from django.db import connection

MESES_A_FRENTE = 3


def garantir_meses(*, hoje: date) -> None:
    """Make the tables of this month, the last one (sessions that ended while nobody listened) and the next ones. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select radacct_criar_mes((%s::date + make_interval(months => i))::date, %s) from generate_series(-1, %s) i",
            [hoje, settings.TIME_ZONE, MESES_A_FRENTE],
        )
