"""The functions that FreeRADIUS calls: the schema `radius`, made again after every migration.

It holds functions only, no data and nothing that depends on a table's shape: FreeRADIUS goes on calling the functions of before
until the transaction that makes the new ones commits, while `enlace migrar` runs too. A rule is changed by editing its file.
"""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from psycopg import errors, sql

PAPEL: Final = "enlace_radius"
# What FreeRADIUS calls; its role may execute these and nothing else.
CHAMADAS: Final = (
    "autorizar",
    "registrar_acesso",
    "contabilizar_inicio",
    "sinal_conhecido",
    "contabilizar_sinal",
    "contabilizar_fim",
    "contabilizar_reinicio",
    "contabilizar_outro",
    "segredo_do_nas",
    "nas_exige_assinatura",
    "e_demonstracao",
)
_PASTA: Final = Path(__file__).parent / "funcoes"


def refazer(*, banco: str = "default") -> None:
    """Make the schema again, and let the role of FreeRADIUS execute what it calls, if the role is there."""
    _tentar_criar_papel(banco)
    fechar_public(banco=banco)
    with transaction.atomic(using=banco), connections[banco].cursor() as cursor:
        cursor.execute("drop schema if exists radius cascade")
        cursor.execute("create schema radius")
        fuso = sql.Literal(sql.SQL("select {}").format(sql.Literal(settings.TIME_ZONE)).as_string())
        cursor.execute(sql.SQL("create function radius.fuso() returns text language sql immutable as {}").format(fuso))
        for arquivo in sorted(_PASTA.glob("*.sql")):
            cursor.execute(arquivo.read_text())
        # They run with their owner's rights and one of them answers passwords.
        cursor.execute("revoke all on all functions in schema radius from public")
        if papel_existe(banco=banco):
            cursor.execute(f"grant usage on schema radius to {PAPEL}")
            for funcao in CHAMADAS:
                cursor.execute(f"grant execute on function radius.{funcao} to {PAPEL}")


def fechar_public(*, banco: str = "default") -> None:
    """Let nobody but its owner create in the schema `public`, where we may say so.

    A database that came by pg_upgrade from before PostgreSQL 15 lets everybody, and the functions, which run with their owner's
    rights, find there what they call: one made for just the types of a call goes before pg_catalog's.
    """
    try:
        with transaction.atomic(using=banco), connections[banco].cursor() as cursor:
            cursor.execute("revoke create on schema public from public")
    except DatabaseError as erro:
        # Whose schema it is decides. `enlace radius` refuses to start when it is open still.
        if not isinstance(erro.__cause__, errors.InsufficientPrivilege):
            raise


def papel_existe(*, banco: str = "default") -> bool:
    """Whether the database server has the role of FreeRADIUS."""
    with connections[banco].cursor() as cursor:
        cursor.execute("select exists (select from pg_roles where rolname = %s)", [PAPEL])
        return bool(cursor.fetchone()[0])


def _tentar_criar_papel(banco: str) -> None:
    """Make the role where we may. It has no password, so nobody can use it through the network until it is given one."""
    if papel_existe(banco=banco):
        return
    try:
        with transaction.atomic(using=banco), connections[banco].cursor() as cursor:
            cursor.execute(f"create role {PAPEL} login")
    except DatabaseError as erro:
        # Roles are of the whole server: another database's migration may make it at this moment. Who may not make roles asks
        # somebody who may (docs/radius.md), and migrates again.
        if not isinstance(erro.__cause__, errors.InsufficientPrivilege | errors.DuplicateObject | errors.UniqueViolation):
            raise
