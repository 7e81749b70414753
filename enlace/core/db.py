"""The database as the rest of the code needs it: column types, SQL functions and prepared reads.

Reads of the API are statements written in SQL that answer a finished JSON document. They run through a server-side cursor of
psycopg and are prepared at their first use on a connection: planning one of them costs several times what running it costs.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, cast

import psycopg
from django.db import connections, models, transaction
from django.db.models import Func, Value
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

# What a statement may be given. `Any` is not: a value that psycopg cannot adapt is a mistake to be seen by the type checker.
Parametro = str | int | bool | None | list[str] | list[int]


class MacaddrField(models.CharField):
    """A PostgreSQL `macaddr`, as `aa:bb:cc:dd:ee:ff` in Python."""

    description = "MAC address"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        kwargs["max_length"] = 17
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:  # noqa: ARG002, ANN401 - Django's own signature
        """The column type."""
        return "macaddr"


class ProximoDaSequencia(Func):
    """`nextval('sequencia')`, for a default that the database gives."""

    function = "nextval"

    def __init__(self, sequencia: str) -> None:
        super().__init__(Value(sequencia), output_field=models.BigIntegerField())


class SemAcento(Func):
    """`sem_acento(texto)`: lower case without diacritics; the SQL function is immutable, so it may be generated or indexed."""

    function = "sem_acento"
    output_field = models.TextField()


class _Cru(Loader):
    """Hands a value over as the bytes that the server sent."""

    def load(self, data: Any) -> bytes:  # noqa: ANN401 - psycopg's Buffer
        """The bytes, copied out of libpq's memory."""
        return bytes(data)


def consultar_documento(sql: str, parametros: Mapping[str, Parametro], *, banco: str = "default") -> tuple[bytes, ...]:
    """Run a read that answers one row and give its columns; columns of type `json` come as raw bytes.

    A connection that the server closed meanwhile (restart, fail-over) is opened again and the read repeated once: it is safe,
    because a read changes nothing, and it turns a restart of PostgreSQL into a pause instead of an error per connection.
    """
    try:
        return _uma_linha(sql, parametros, banco)
    except psycopg.OperationalError:
        conexao = connections[banco]
        if conexao.in_atomic_block or not _perdida(conexao.connection):
            raise
        conexao.close()
        return _uma_linha(sql, parametros, banco)


def transmitir(
    sql: str, parametros: Mapping[str, Parametro], *, lote: int, banco: str = "default"
) -> Iterator[list[tuple[bytes, ...]]]:
    """Run a read of many rows and give them in batches of `lote`, in constant memory, from one snapshot."""
    with transaction.atomic(using=banco):
        conexao = _conexao(banco)
        with conexao.cursor(name="transmissao") as cursor:
            cursor.adapters.register_loader("json", _Cru)
            cursor.execute(sql, parametros)
            while linhas := cursor.fetchmany(lote):
                yield linhas


def _uma_linha(sql: str, parametros: Mapping[str, Parametro], banco: str) -> tuple[bytes, ...]:
    with closing(psycopg.Cursor(_conexao(banco))) as cursor:
        cursor.adapters.register_loader("json", _Cru)
        linha = cursor.execute(sql, parametros, prepare=True).fetchone()
    if linha is None:
        msg = "the statement answered no row; a document statement always answers one"
        raise LookupError(msg)
    return cast("tuple[bytes, ...]", linha)


def _conexao(banco: str) -> "psycopg.Connection[Any]":
    django = connections[banco]
    django.ensure_connection()
    return cast("psycopg.Connection[Any]", django.connection)


def _perdida(conexao: "psycopg.Connection[Any] | None") -> bool:
    return conexao is None or conexao.closed or conexao.info.transaction_status == TransactionStatus.UNKNOWN
