"""Letters: which of a text can be printed, how wide it is, and how it is made to fit.

The fonts are two of the fourteen that every PDF reader brings, so none is embedded; their encoding, WinAnsi, has all of Portuguese.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

_WINANSI: Final = frozenset(
    bytes(sorted({*range(0x20, 0x100)} - {0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD})).decode("cp1252"),
)
_MAIOR_TEXTO: Final = 2000
_MENOR_LETRA: Final = 0.7
_RETICENCIAS: Final = "…"
# Hyphens and the minus, which Unicode does not take apart.
_PARECIDOS: Final = dict.fromkeys("\u2010\u2011\u2012\u2015\u2212", "-")


@dataclass(frozen=True)
class Letra:
    """A font and its size in points."""

    tamanho: float
    forte: bool = False

    @property
    def fonte(self) -> str:
        """The name that PDF knows it by."""
        return "Helvetica-Bold" if self.forte else "Helvetica"

    def largura(self, texto: str) -> float:
        """Of a printable text, in millimetres."""
        return stringWidth(texto, self.fonte, self.tamanho) / mm


def imprimivel(texto: str) -> str:
    """The text in one line with letters that the fonts have, the first 2000 characters.

    Letters of other alphabets lose what they have too much (`ă` → `a`) or become `?`; pictures and what is invisible go.
    """
    composto = unicodedata.normalize("NFC", texto[:_MAIOR_TEXTO])
    return " ".join("".join(c if c in _WINANSI else _substituto(c) for c in composto).split())


def caber(texto: str, letra: Letra, largura: float) -> tuple[str, Letra]:
    """A printable text within so many millimetres: smaller by up to three tenths, then cut with an ellipsis."""
    precisa = letra.largura(texto)
    if precisa <= largura:
        return texto, letra
    menor = replace(letra, tamanho=letra.tamanho * max(_MENOR_LETRA, largura / precisa))
    if menor.largura(texto) <= largura:
        return texto, menor
    return texto[: _cabem(texto, menor, largura - menor.largura(_RETICENCIAS))].rstrip() + _RETICENCIAS, menor


def quebrar(texto: str, letra: Letra, largura: float) -> list[str]:
    """A printable text in lines of so many millimetres, broken between words; within a word that is longer than a line."""
    linhas: list[str] = []
    resto = texto
    while resto:
        cabem = max(1, _cabem(resto, letra, largura))
        if cabem < len(resto):
            # One character more than fits: a word that ends exactly there is whole.
            cabem = resto.rfind(" ", 1, cabem + 1) if " " in resto[1 : cabem + 1] else cabem
        linhas.append(resto[:cabem].rstrip())
        resto = resto[cabem:].lstrip()
    return linhas


def encaixar(textos: Iterable[str], tamanhos: Sequence[tuple[Letra, int]], largura: float) -> tuple[Letra, list[str]]:
    """Texts in lines, in the first of the letters with whose number of lines they get by; what is too much for the last is cut."""
    imprimiveis = [imprimivel(texto) for texto in textos]
    for letra, maximo in tamanhos:
        linhas = [linha for texto in imprimiveis for linha in quebrar(texto, letra, largura)]
        if len(linhas) <= maximo:
            return letra, linhas
    return letra, [*linhas[: maximo - 1], _RETICENCIAS]


def _cabem(texto: str, letra: Letra, largura: float) -> int:
    """How many characters from the beginning are not wider than that."""
    menos, mais = 0, len(texto)
    while menos < mais:
        meio = (menos + mais + 1) // 2
        menos, mais = (meio, mais) if letra.largura(texto[:meio]) <= largura else (menos, meio - 1)
    return menos


@lru_cache(maxsize=1024)
def _substituto(caractere: str) -> str:
    categoria = unicodedata.category(caractere)
    if categoria in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    parecido = _PARECIDOS.get(caractere, caractere)
    simples = "".join(c for c in unicodedata.normalize("NFKD", parecido) if c in _WINANSI)
    # Neither pictures nor what is invisible (joiners, marks of direction, halves of characters) leave a trace.
    return simples or ("?" if categoria[0] in "LNP" or categoria == "Sm" else "")
