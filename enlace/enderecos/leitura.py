"""Reading JSON that somebody else wrote: nothing in it is believed before it is looked at."""

import json
import unicodedata
from typing import NoReturn


def ler_json(conteudo: bytes) -> object:
    """The value of a JSON text in UTF-8, UTF-16 or UTF-32.

    Raises ValueError for anything else: HTML, a text cut in the middle, NaN, nesting deeper than Python's stack.
    """
    try:
        return json.loads(conteudo, parse_constant=_recusar_constante)
    except RecursionError:
        raise ValueError("aninhado demais") from None


def campo(valor: object, *caminho: str) -> object:
    """The value under nested keys; None when any of them is missing, null or not in an object."""
    for chave in caminho:
        if not isinstance(valor, dict):
            return None
        valor = valor.get(chave)
    return valor


def texto(valor: object, tamanho: int) -> str:
    """A text fit to be kept and shown: one line, composed accents, no control characters, at most `tamanho` characters.

    Empty when the value is no text. PostgreSQL refuses NUL, and UTF-8 refuses halves of surrogate pairs, which JSON can spell.
    """
    if not isinstance(valor, str):
        return ""
    visivel = "".join(" " if unicodedata.category(c).startswith("C") else c for c in valor)
    return " ".join(unicodedata.normalize("NFC", visivel).split())[:tamanho].rstrip()


def _recusar_constante(nome: str) -> NoReturn:
    raise ValueError(f"{nome} não é JSON")
