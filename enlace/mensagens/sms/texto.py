"""The letters of an SMS."""

import unicodedata
from typing import Final

# The part of GSM 03.38's basic table that is ASCII too; braces, brackets, backslash, caret, tilde and bar count twice there.
_BASICOS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 \n!\"#$%&'()*+,-./:;<=>?@_[]{}|~^\\")
# Dashes, quotation marks, the ellipsis, ordinals and the unbreakable space, as word processors write them.
_TROCAS: Final = str.maketrans(
    {
        "\u2013": "-",
        "\u2014": "-",
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2026": "...",
        "\u00ba": "o",
        "\u00aa": "a",
        "\u00a0": " ",
    }
)


def so_gsm7(texto: str) -> str:
    """The text without accents, and with `?` for what no telephone's basic alphabet has.

    One letter outside the alphabet would turn the whole message to UCS-2, where 70 characters fill what 160 filled.
    """
    sem_acentos = unicodedata.normalize("NFKD", texto.translate(_TROCAS))
    visiveis = (c for c in sem_acentos if not unicodedata.combining(c))
    return "".join(c if c in _BASICOS else "?" for c in visiveis)
