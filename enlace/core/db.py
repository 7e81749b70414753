"""The database as the rest of the code needs it: column types, SQL functions and prepared reads.

Reads of the API are statements written in SQL that answer a finished JSON document. They run through a server-side cursor of
psycopg and are prepared at their first use on a connection: planning one of them costs several times what running it costs.
"""

import time as relogio
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, models, transaction
from django.db.models import Func, Value
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

from enlace.core.contatos import normalizar_mac
from enlace.core.errors import DadosInvalidos

# What a statement may be given. `Any` is not: a value that psycopg cannot adapt is a mistake to be seen by the type checker.
Parametro = str | int | bool | None | list[str] | list[int]


# Requests are many and small: a parallel worker costs more to start than a whole search, compiling a statement more than
# running it, and planning one several times as much. The statements of the API are written for plans that fit every value.
OPCOES_DA_CONEXAO = "-c max_parallel_workers_per_gather=0 -c jit=off -c plan_cache_mode=force_generic_plan"
# How long a half-read answer may hold its snapshot while its reader does not read.
_PACIENCIA = "60s"
# A million customers take a minute and a half.
_PRAZO = 1800.0


# The family of advisory locks that counts long reads.
_VAGAS_DE_TRANSMISSAO = 765_001


_CURSORES: "WeakKeyDictionary[psycopg.Connection[Any], psycopg.Cursor[Any]]" = WeakKeyDictionary()


class SemVaga(Exception):  # noqa: N818 - not a failure: try again later
    """All places for long reads are taken."""


class MacaddrField(models.CharField):  # type: ignore[type-arg]  # not generic when it runs
    """A PostgreSQL `macaddr`, as `aa:bb:cc:dd:ee:ff` in Python."""

    description = "MAC address"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        kwargs["max_length"] = 17
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        """The normal form of any usual notation."""
        if value in self.empty_values:
            return None
        mac = normalizar_mac(str(value))
        if mac is None:
            raise ValidationError(_("Informe um MAC, como AA:BB:CC:DD:EE:FF."))
        return mac

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The same: a column without a value is null, never an empty text."""
        return value if hasattr(value, "resolve_expression") else self.to_python(value)

    def db_type(self, connection: Any) -> str:  # noqa: ARG002, ANN401 - Django's own signature
        """The column type."""
        return "macaddr"


class SemMascaraField(models.CharField):  # type: ignore[type-arg]  # not generic when it runs
    """A text kept without its mask. People type it with one: forms take `mascara` characters more and keep the stored form."""

    def __init__(self, *args: Any, mascara: int = 0, normalizar: Callable[[str], str], **kwargs: Any) -> None:  # noqa: ANN401
        self.mascara = mascara
        self.normalizar = normalizar
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """What Django copies a field by."""
        nome, caminho, args, kwargs = super().deconstruct()
        return nome, caminho, args, {**kwargs, "mascara": self.mascara, "normalizar": self.normalizar}

    def to_python(self, value: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        """Without the mask."""
        texto = super().to_python(value)
        return None if texto is None else self.normalizar(texto)

    def formfield(self, **kwargs: Any) -> forms.Field | None:  # noqa: ANN401 - Django's own signature
        """A field wide enough for the mask."""
        return super().formfield(**{"max_length": (self.max_length or 0) + self.mascara, **kwargs})


class DataHoraLocalField(models.DateTimeField):  # type: ignore[type-arg]  # not generic when it runs
    """A PostgreSQL `timestamp` without zone: what a wall clock showed, which no time zone may move. In Python a naive datetime.

    Dates are accepted as their midnight. Forms ask for the date only.
    """

    description = "Local date and time"

    def db_type(self, connection: Any) -> str:  # noqa: ARG002, ANN401 - Django's own signature
        """The column type."""
        return "timestamp"

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401 - Django's own signature
        """A naive datetime from a date, a datetime or their text."""
        if isinstance(value, str):
            value = parse_datetime(value) or parse_date(value)
        if isinstance(value, datetime):
            return timezone.make_naive(value) if timezone.is_aware(value) else value
        return datetime.combine(value, time()) if isinstance(value, date) else None

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The same, or an expression as it is."""
        return value if hasattr(value, "resolve_expression") else self.to_python(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:  # noqa: ANN401 - Django's own signature
        """A field for a date."""
        return super().formfield(**{"form_class": forms.DateField, **kwargs})


class ProximoDaSequencia(Func):
    """`nextval('sequencia')`, for a default that the database gives."""

    function = "nextval"

    def __init__(self, sequencia: str) -> None:
        super().__init__(Value(sequencia), output_field=models.BigIntegerField())


class SemAcento(Func):
    """`sem_acento(texto)`: lower case without diacritics; the SQL function is immutable, so it may be generated or indexed."""

    function = "sem_acento"
    output_field = models.TextField()


class Maiusculas(Func):
    """`maiusculas(texto)`: capitals with Portuguese accents whatever the locale of the database."""

    function = "maiusculas"
    output_field = models.TextField()


class _Cru(Loader):
    """Hands a value over as the bytes that the server sent."""

    def load(self, data: Any) -> bytes:  # noqa: ANN401 - psycopg's Buffer
        """The bytes, copied out of libpq's memory."""
        return bytes(data)


def restricao_violada(erro: IntegrityError) -> str | None:
    """The name of the constraint that refused a write, by which a verb tells what to answer."""
    causa = erro.__cause__
    return causa.diag.constraint_name if isinstance(causa, psycopg.Error) else None


def recusar_campos_invalidos(objeto: models.Model) -> None:
    """Raise `DadosInvalidos` for the first plain field whose value its column or validators refuse.

    Foreign keys are left to the database, which looks them up anyway.
    """
    campos = {campo.name: campo for campo in objeto._meta.concrete_fields}
    try:
        objeto.clean_fields(exclude={nome for nome, campo in campos.items() if campo.is_relation})
    except ValidationError as erro:
        nome, mensagens = next(iter(erro.message_dict.items()))
        rotulo = str(campos[nome].verbose_name)
        raise DadosInvalidos(f"{rotulo[:1].upper()}{rotulo[1:]}: {mensagens[0]}") from erro


def consultar_documento(sql: str, parametros: Mapping[str, Parametro], *, banco: str = "default") -> tuple[bytes, ...]:
    """Run a read that answers one row and give its columns as the bytes that the server sent.

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


def executar(sql: str, parametros: Mapping[str, Any], *, banco: str = "default") -> tuple[Any, ...] | None:
    """Run a prepared statement of at most one row and give the row, or None; values of any type that psycopg knows.

    Refused by a constraint: `IntegrityError`, as from the ORM.
    """
    django = connections[banco]
    with django.wrap_database_errors:
        cursor = _cursor(_conexao(banco)).execute(sql, parametros, prepare=True)
        linha: tuple[Any, ...] | None = cursor.fetchone()
        return linha


def transmitir(
    sql: str, parametros: Mapping[str, Parametro], *, lote: int, primeiro_lote: int, vagas: int | None, banco: str = "default"
) -> Iterator[list[tuple[bytes, ...]]]:
    """Run a read of many rows of text and give them as bytes, in batches, in constant memory, from one snapshot.

    At most `vagas` of these run at a time on the database, whichever server asks (None for a short one, which is not counted);
    raises SemVaga before the first batch when all are taken. A reader that stops reading would hold the snapshot, and with it the
    cleaning of the whole database: PostgreSQL ends a transaction that waits longer than `_PACIENCIA` between two batches, and one
    that drips is ended after `_PRAZO` in all.
    """
    fim = relogio.monotonic() + _PRAZO
    with transaction.atomic(using=banco):
        conexao = _conexao(banco)
        if vagas is not None and not any(_vaga_livre(conexao, vaga) for vaga in range(vagas)):
            raise SemVaga
        conexao.execute(f"set local idle_in_transaction_session_timeout = '{_PACIENCIA}'")
        with conexao.cursor(name="transmissao") as cursor:
            cursor.adapters.register_loader("text", _Cru)
            cursor.execute(sql, parametros)
            tamanho = primeiro_lote
            while linhas := cursor.fetchmany(tamanho):
                yield linhas
                tamanho = lote
                if relogio.monotonic() > fim:
                    raise TimeoutError("the reader of a long answer was too slow")


def _vaga_livre(conexao: "psycopg.Connection[Any]", vaga: int) -> bool:
    """Take one of the places, until the end of the transaction."""
    linha = conexao.execute("select pg_try_advisory_xact_lock(%s, %s)", [_VAGAS_DE_TRANSMISSAO, vaga]).fetchone()
    return bool(linha and linha[0])


def _uma_linha(sql: str, parametros: Mapping[str, Parametro], banco: str) -> tuple[bytes, ...]:
    # As libpq has it, before any loader of Python's: the document is not read here, only passed on.
    resultado = _cursor(_conexao(banco)).execute(sql, parametros, prepare=True).pgresult
    if resultado is None or resultado.ntuples != 1:
        raise LookupError("the statement did not answer one row; a document statement always does")
    return tuple(resultado.get_value(0, coluna) or b"" for coluna in range(resultado.nfields))


def _cursor(conexao: "psycopg.Connection[Any]") -> "psycopg.Cursor[Any]":
    """One cursor for the life of a connection (which is one thread's): making one costs as much as a small statement."""
    cursor = _CURSORES.get(conexao)
    if cursor is None:
        cursor = _CURSORES[conexao] = psycopg.Cursor(conexao)
    return cursor


def _conexao(banco: str) -> "psycopg.Connection[Any]":
    django = connections[banco]
    django.ensure_connection()
    return cast("psycopg.Connection[Any]", django.connection)


def _perdida(conexao: "psycopg.Connection[Any] | None") -> bool:
    return conexao is None or conexao.closed or conexao.info.transaction_status == TransactionStatus.UNKNOWN
