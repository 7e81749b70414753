"""Rows written and read one at a time by prepared statements: what the ORM does in three times the time.

For the verbs that programs call hundreds of times a second. Everything else is better said with the ORM. As with the ORM, values go
through their fields; unlike it there are no signals, which this house does not use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault
from psycopg.types.numeric import Int8

from enlace.core.db import executar

_M = TypeVar("_M", bound=models.Model)
_Campo: TypeAlias = "models.Field[Any, Any]"


@dataclass(frozen=True)
class Acompanhante:
    """Another insertion in the same statement, `insert into … select … from novo`: `novo` has what the database gave the row."""

    sql: str
    valores: Mapping[str, object]


def inserir(objeto: models.Model, *, com: Acompanhante | None = None) -> None:
    """Insert a row whose key the database gives, and what goes with it; sets the key and the columns with a default there."""
    sql, campos, devolvidos = _insercao(type(objeto))
    if trazidos := [c.column for c in devolvidos if not isinstance(getattr(objeto, c.attname), DatabaseDefault | None)]:
        raise ValueError(f"the database gives {', '.join(map(str, trazidos))}; a row that brings them is saved by the ORM")
    valores = {str(campo.column): _para_o_banco(campo, objeto) for campo in campos}
    if com is not None:
        sql, valores = f"with novo as ({sql}), outro as ({com.sql}) select * from novo", {**valores, **com.valores}
    linha = executar(sql, valores)
    for campo, valor in zip(devolvidos, linha or (), strict=True):
        setattr(objeto, campo.attname, valor)
    # Documented: it tells Django that the object is stored ("Writing custom model instance loading").
    objeto._state.adding, objeto._state.db = False, connection.alias


def obter(modelo: type[_M], valor: object, *, por: str = "pk", campos: Sequence[str] = ()) -> _M | None:
    """The row whose unique field `por` has this value, or None; with `campos` only these are read, the others when asked for."""
    sql, lidos = _leitura(modelo, por, tuple(campos))
    linha = executar(sql, {"valor": _inteiro_longo(valor)})
    if linha is None:
        return None
    valores = [_do_banco(campo, lido) for campo, lido in zip(lidos, linha, strict=True)]
    return modelo.from_db(connection.alias, [campo.attname for campo in lidos], valores)


def exigir(modelo: type[_M], valor: object, *, por: str = "pk") -> _M:
    """The same for a row that is always there, such as those that migrations bring; LookupError says that it is missing."""
    linha = obter(modelo, valor, por=por)
    if linha is None:
        raise LookupError(f"{modelo.__name__} with {por} {valor!r} is missing")
    return linha


@cache
def _insercao(modelo: type[models.Model]) -> tuple[str, list[_Campo], list[_Campo]]:
    concretos = cast("list[_Campo]", modelo._meta.concrete_fields)
    devolvidos = [campo for campo in concretos if campo.primary_key or campo.has_db_default()]
    campos = [campo for campo in concretos if campo not in devolvidos and not isinstance(campo, models.GeneratedField)]
    colunas = ", ".join(f'"{campo.column}"' for campo in campos)
    marcas = ", ".join(f"%({campo.column})s" for campo in campos)
    volta = ", ".join(f'"{campo.column}"' for campo in devolvidos)
    return f'insert into "{modelo._meta.db_table}" ({colunas}) values ({marcas}) returning {volta}', campos, devolvidos


@cache
def _leitura(modelo: type[models.Model], por: str, nomes: tuple[str, ...]) -> tuple[str, list[_Campo]]:
    opcoes = modelo._meta
    chave = cast("_Campo", opcoes.pk if por == "pk" else opcoes.get_field(por))
    if not chave.unique:
        raise ValueError(f"{modelo.__name__}.{por} is not unique")
    escolhidos = {opcoes.pk, *(opcoes.get_field(nome) for nome in nomes)}
    campos = [campo for campo in opcoes.concrete_fields if not nomes or campo in escolhidos]
    colunas = ", ".join(f'"{campo.column}"' for campo in campos)
    return f'select {colunas} from "{opcoes.db_table}" where "{chave.column}" = %(valor)s', campos


def _para_o_banco(campo: _Campo, objeto: models.Model) -> object:
    return _inteiro_longo(campo.get_db_prep_save(campo.pre_save(objeto, add=True), connection))


def _do_banco(campo: _Campo, valor: object) -> object:
    """As the ORM reads it: some fields (JSON) arrive as text."""
    return campo.from_db_value(valor, None, connection) if hasattr(campo, "from_db_value") else valor


def _inteiro_longo(valor: object) -> object:
    """A whole number always as bigint: by its size it would have another type, and each mixture of types another statement."""
    return Int8(valor) if type(valor) is int else valor
