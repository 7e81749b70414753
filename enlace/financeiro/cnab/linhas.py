"""The bytes of a file of a bank as lines of 240 characters, and a walk through them.

The bank writes one byte a character. Line ends may be CRLF or LF; a Ctrl-Z at the end, as old programs write, is no part of it.
"""

import codecs
import re
from typing import Final, NamedTuple

from enlace.financeiro.cnab.campos import TAMANHO
from enlace.financeiro.cnab.recusas import (
    ArquivoCnab400,
    ArquivoCortado,
    ArquivoGrandeDemais,
    ArquivoRegravado,
    ArquivoVazio,
    CaractereRecusado,
    TamanhoDaLinhaErrado,
)

# A day of a provider of a hundred thousand customers is half of it.
TAMANHO_MAXIMO: Final = 100_000_000

_TAMANHO_DO_CNAB_400: Final = 400
_FINS_DE_ARQUIVO: Final = b"\r\n\x1a"
_MARCAS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Linha(NamedTuple):
    """A record: its number in the file, from 1, and its 240 characters, with the places that all records share."""

    numero: int
    texto: str

    @property
    def banco(self) -> str:
        """COMPE code."""
        return self.texto[:3]

    @property
    def lote(self) -> str:
        """Four digits: 0000 is the file's header, 9999 its trailer."""
        return self.texto[3:7]

    @property
    def tipo(self) -> str:
        """0 and 9: header and trailer of the file; 1 and 5: of a lot; 3: detail."""
        return self.texto[7]

    @property
    def segmento(self) -> str:
        """The letter of a detail."""
        return self.texto[13]


class Cursor:
    """A walk through the lines, one by one. Walking past the last one is `ArquivoCortado`."""

    def __init__(self, linhas: list[Linha]) -> None:
        self._linhas = linhas
        self._feitas = 0

    @property
    def feitas(self) -> int:
        """How many lines were walked through."""
        return self._feitas

    @property
    def acabou(self) -> bool:
        """Whether no line is left."""
        return self._feitas == len(self._linhas)

    def ver(self) -> Linha:
        """The next line, which stays the next one."""
        if self.acabou:
            raise ArquivoCortado(linha=self._feitas)
        return self._linhas[self._feitas]

    def tomar(self) -> Linha:
        """The next line, walked through."""
        linha = self.ver()
        self._feitas += 1
        return linha


def separar(conteudo: bytes, *, tamanho_maximo: int = TAMANHO_MAXIMO) -> list[Linha]:
    """The lines, at least one, each of 240 printable characters.

    Refused: `ArquivoGrandeDemais`, `ArquivoVazio`, `ArquivoRegravado`, `ArquivoCnab400`, `TamanhoDaLinhaErrado` and
    `CaractereRecusado`.
    """
    if len(conteudo) > tamanho_maximo:
        raise ArquivoGrandeDemais(tamanho_maximo=tamanho_maximo)
    miolo = conteudo.rstrip(_FINS_DE_ARQUIVO)
    if not miolo:
        raise ArquivoVazio
    if miolo.startswith(_MARCAS) or _e_utf8(miolo):
        raise ArquivoRegravado
    textos = miolo.decode("latin-1").replace("\r\n", "\n").split("\n")
    if len(textos[0]) == _TAMANHO_DO_CNAB_400:
        raise ArquivoCnab400(linha=1)
    return [_conferida(Linha(numero, texto)) for numero, texto in enumerate(textos, start=1)]


def _e_utf8(conteudo: bytes) -> bool:
    """Whether it has characters of several bytes. Latin-1 text never looks like that by chance."""
    if conteudo.isascii():
        return False
    try:
        conteudo.decode()
    except UnicodeDecodeError:
        return False
    return True


def _conferida(linha: Linha) -> Linha:
    if len(linha.texto) != TAMANHO:
        raise TamanhoDaLinhaErrado(linha=linha.numero, tamanho=len(linha.texto))
    if achado := _CONTROLE.search(linha.texto):
        raise CaractereRecusado(linha=linha.numero, posicao=achado.start() + 1)
    return linha
