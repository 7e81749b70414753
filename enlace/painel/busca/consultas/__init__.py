"""The statements of the search, each a file."""

import re
from pathlib import Path
from typing import Any, Final

from django.db import connection

_PASTA: Final = Path(__file__).parent
_SQL: Final = {arquivo.stem: arquivo.read_text() for arquivo in _PASTA.glob("*.sql")}
# What the trigram index knows (docs/adr/0004).
_TRIGRAMA: Final = re.compile(r"[^\W_]{3}")
_CURIOSOS: Final = re.compile(r"([\\%_])")


def consultar(nome: str, parametros: dict[str, Any], **pedacos: str) -> list[dict[str, Any]]:
    """The rows of a statement; `pedacos` are fragments of SQL of ours, never a text that somebody typed."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL[nome].format(**pedacos) if pedacos else _SQL[nome], parametros)
        colunas = [coluna.name for coluna in cursor.description]
        return [dict(zip(colunas, linha, strict=True)) for linha in cursor.fetchall()]


def literal(texto: str) -> str:
    """A text as a pattern of `like` that means just this text."""
    return _CURIOSOS.sub(r"\\\1", texto)


def condicoes_do_nome(partes: tuple[str, ...], coluna: str) -> tuple[str, str, dict[str, str]]:
    """Conditions upon a column of names: all parts are in it; the same as trigrams can look for it; and their parameters.

    A part of one or two characters is the beginning of a word: within words it would be everywhere, and no key to any index.
    """
    compridas = [bool(_TRIGRAMA.search(parte)) for parte in partes]
    parametros = {
        f"parte_{n}": f"%{literal(parte)}%" if comprida else f"% {literal(parte)}%"
        for n, (parte, comprida) in enumerate(zip(partes, compridas, strict=True))
    }
    nela = " and ".join(
        f"{coluna if comprida else _com_espaco(coluna)} like sem_acento(%(parte_{n})s)" for n, comprida in enumerate(compridas)
    )
    if any(compridas):
        return nela, nela, parametros
    # As words that begin so, which have trigrams however short they are: within the name, or at its beginning.
    palavras = " and ".join(
        f"({coluna} like sem_acento(%(parte_{n})s) or {coluna} like sem_acento(%(comeco_{n})s))" for n in range(len(partes))
    )
    return nela, palavras, {**parametros, **{f"comeco_{n}": f"{literal(parte)}%" for n, parte in enumerate(partes)}}


def _com_espaco(coluna: str) -> str:
    """The first word of a name begins like every other then."""
    return f"concat(' ', {coluna})"
