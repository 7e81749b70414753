"""Making a database ready: refuse what cannot work, migrate, collect the static files, ask for the cities."""

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError

from enlace.core import datas
from enlace.core.errors import ConfigurationRefused
from enlace.enderecos.jobs import pedir_primeira_sincronizacao
from enlace.radius.meses import garantir_meses

VERSAO_MINIMA = 150_000
EXTENSOES = ("pg_trgm", "unaccent")


def preparar(*, silencio: bool) -> None:
    """Bring the configured database to this version's tables. Safe to run again."""
    conferir_banco()
    call_command("migrate", verbosity=0 if silencio else 1, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    garantir_meses(hoje=datas.hoje())
    pedir_primeira_sincronizacao()


def conferir_banco() -> None:
    """Raise ConfigurationRefused, with what to do, when the database is away, too old or lacks an extension."""
    if not connection.settings_dict["NAME"]:
        raise ConfigurationRefused("Defina DATABASE_URL com o endereço de um PostgreSQL 15 ou mais novo.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('server_version_num')::int, current_setting('server_version')")
            numero, nome = cursor.fetchone()
            cursor.execute("select name from pg_available_extensions where name = any(%s)", [list(EXTENSOES)])
            presentes = {linha[0] for linha in cursor.fetchall()}
    except (OperationalError, psycopg.OperationalError) as erro:
        # The driver's error stays out of the chain: a traceback would print it whole.
        raise ConfigurationRefused(f"O banco de dados de DATABASE_URL não respondeu{_motivo(erro)}") from None
    if numero < VERSAO_MINIMA:
        raise ConfigurationRefused(f"O Enlace precisa do PostgreSQL 15 ou mais novo; este servidor é o {nome}.")
    if faltam := [nome for nome in EXTENSOES if nome not in presentes]:
        raise ConfigurationRefused(
            f"O servidor PostgreSQL não tem a(s) extensão(ões) {', '.join(faltam)}: instale o pacote postgresql-contrib."
        )


def _motivo(erro: Exception) -> str:
    """What the driver says of a failed connection, unless the password is in it."""
    texto = str(erro).strip()
    senha = connection.settings_dict["PASSWORD"]
    return "." if senha and senha in texto else f": {texto}"
