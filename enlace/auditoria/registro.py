"""Recording a change: who, through which door, what, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from hashlib import sha256
from typing import Final

from django.db import models
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int8

from enlace.auditoria.models import Registro
from enlace.core.datas import agora
from enlace.core.gravacao import Acompanhante, inserir
from enlace.core.segredos import SEGREDOS, parece_segredo

# Written here for the value of a secret: whoever may read the audit may not read passwords by it.
OCULTO: Final = "(oculto)"


@dataclass(frozen=True)
class Autor:
    """Who does something, and through which door (`Registro.Porta`)."""

    porta: str
    id_usuario: int | None
    cliente_api: str = ""
    endereco_ip: str | None = None

    @property
    def usuario(self) -> int:
        """The key of the user, for what a user signs; a door without one must not call such a verb."""
        if self.id_usuario is None:
            raise LookupError("this action needs a user as its author")
        return self.id_usuario


def registrar(
    autor: Autor,
    acao: str,
    objeto: models.Model,
    *,
    antes: Mapping[str, object] | None,
    depois: Mapping[str, object] | None,
) -> None:
    """Record an action on one row, in the transaction of the change itself.

    `antes` and `depois` hold only the columns that changed (see `diferenca`); None says that the row did not exist then.
    Secrets are recorded as changed, without their values.
    """
    inserir(
        Registro(
            porta=autor.porta,
            usuario_id=autor.id_usuario,
            cliente_api=autor.cliente_api,
            endereco_ip=autor.endereco_ip,
            acao=acao,
            tabela=objeto._meta.db_table,
            chave=str(objeto.pk),
            antes=None if antes is None else _para_json(antes),
            depois=None if depois is None else _para_json(depois),
        )
    )


def inserir_e_registrar(autor: Autor, acao: str, objeto: models.Model) -> None:
    """Insert a row (`core/gravacao.py`) and record it, in one statement: for what programs do hundreds of times a second."""
    dados = objeto._meta
    do_banco = [campo.column for campo in dados.concrete_fields if campo.has_db_default() and not campo.primary_key]
    valores = {
        "rastro_quando": agora(),
        "rastro_porta": autor.porta,
        "rastro_usuario": None if autor.id_usuario is None else Int8(autor.id_usuario),
        "rastro_cliente": autor.cliente_api,
        "rastro_ip": autor.endereco_ip,
        "rastro_acao": acao,
        "rastro_tabela": dados.db_table,
        "rastro_depois": Jsonb({c: v for c, v in _para_json(retrato(objeto)).items() if c not in do_banco}),
    }
    inserir(objeto, com=Acompanhante(_rastro(str(dados.pk.column), tuple(map(str, do_banco))), valores))


@cache
def _rastro(chave: str, do_banco: tuple[str, ...]) -> str:
    """The record of a row whose portrait is known but for what the database gives it."""
    numeros = ", ".join(f"'{coluna}', novo.\"{coluna}\"" for coluna in do_banco)
    return (
        "insert into auditoria_registro (quando, porta, id_usuario, cliente_api, endereco_ip, acao, tabela, chave, depois) "
        "select %(rastro_quando)s, %(rastro_porta)s, %(rastro_usuario)s, %(rastro_cliente)s, %(rastro_ip)s::text::inet, "
        f'%(rastro_acao)s, %(rastro_tabela)s, novo."{chave}"::text, %(rastro_depois)s || jsonb_build_object({numeros}) from novo'
    )


def registrar_inclusao(autor: Autor, acao: str, objeto: models.Model) -> None:
    """Record a row that was not there before."""
    registrar(autor, acao, objeto, antes=None, depois=retrato(objeto))


def registrar_mudanca(
    autor: Autor, acao: str, objeto: models.Model, *, antes: Mapping[str, object], depois: Mapping[str, object] | None = None
) -> None:
    """Record what an action changed of a row, whose portrait was `antes`; nothing when no column differs.

    `depois` is the row's portrait unless it is given: with what hangs on the row, if `antes` has it too.
    """
    era, ficou = diferenca(antes, retrato(objeto) if depois is None else depois)
    if ficou:
        registrar(autor, acao, objeto, antes=era, depois=ficou)


def retrato(objeto: models.Model) -> dict[str, object]:
    """The values of a row by column, without its key and without what the database or Django computes by itself."""
    return {
        coluna: getattr(objeto, campo.attname)
        for campo in objeto._meta.concrete_fields
        if (coluna := campo.column) and not _calculado(campo)
    }


def diferenca(antes: Mapping[str, object], depois: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The columns of two portraits whose values differ, as they were and as they are."""
    mudou = [coluna for coluna in depois if antes.get(coluna) != depois[coluna]]
    return {coluna: antes.get(coluna) for coluna in mudou}, {coluna: depois[coluna] for coluna in mudou}


def _calculado(campo: "models.Field[object, object]") -> bool:
    return campo.primary_key or isinstance(campo, models.GeneratedField) or getattr(campo, "auto_now", False)


def _para_json(valores: Mapping[str, object]) -> dict[str, object]:
    return {coluna: OCULTO if coluna in SEGREDOS and valor else _simples(valor) for coluna, valor in valores.items()}


def _de_outros(valores: Mapping[str, object]) -> dict[str, object]:
    """An object inside a column: its keys are not ours."""
    return {chave: OCULTO if parece_segredo(chave) and valor else _simples(valor) for chave, valor in valores.items()}


def _simples(valor: object) -> object:
    if valor is None or isinstance(valor, bool | int | float):
        return valor
    if isinstance(valor, datetime | date | time):
        return valor.isoformat()
    if isinstance(valor, bytes | bytearray | memoryview):
        # A picture is told from another one; the audit is no place to keep both.
        return f"({len(bytes(valor))} bytes, SHA-256 {sha256(valor).hexdigest()})"
    if isinstance(valor, Mapping):
        return _de_outros({str(chave): item for chave, item in valor.items()})
    if isinstance(valor, list | tuple | set | frozenset):
        return [_simples(item) for item in valor]
    # PostgreSQL's jsonb has no place for NUL.
    return str(valor).replace("\0", "")
