"""Answers of any length, streamed from the database in constant memory, so few of them at a time that nobody else feels them."""

import threading
from collections.abc import Generator, Iterator, Mapping
from itertools import chain
from typing import TypeAlias

from enlace.core.db import Parametro, SemVaga, transmitir

Linhas: TypeAlias = list[tuple[bytes, ...]]

# What still is a page and no walk.
PAGINA_PEQUENA = 500
# When to come back if all places are taken.
TENTE_EM = 30
# Rows fetched at a time: about half a megabyte, enough to keep both sides busy and little to hold.
_LOTE = 100
# The first batch is small: the first byte leaves at once.
_PRIMEIRO_LOTE = 10
# How many of these walks run at a time on the whole installation, and how long one more waits for its turn.
_VAGAS = 2
_ESPERA_MAXIMA = 10.0
_ANDANDO = threading.BoundedSemaphore(1)
_NA_FILA = threading.BoundedSemaphore(1)


def ler_pagina(sql: str, parametros: Mapping[str, Parametro]) -> Iterator[Linhas]:
    """The rows of a short answer, in batches. Not counted: it is sent from memory, and a reader that stops keeps nothing."""
    return transmitir(sql, parametros, lote=_LOTE, primeiro_lote=_PRIMEIRO_LOTE, vagas=None)


def caminhar(sql: str, parametros: Mapping[str, Parametro]) -> Iterator[Linhas] | None:
    """The rows of a long answer, in batches; None when no place is free. Whoever gets them must hand them over to `AteOFim`.

    The first batch is already there, so that what fails until then is still a proper error. Each process walks for one client at a
    time and lets one more wait: a client that stops reading keeps its thread, and the others are for everybody else. On the whole
    installation `_VAGAS` walk.
    """
    if not _NA_FILA.acquire(blocking=False):
        return None
    try:
        if not _ANDANDO.acquire(timeout=_ESPERA_MAXIMA):
            return None
    finally:
        _NA_FILA.release()
    lotes = transmitir(sql, parametros, lote=_LOTE, primeiro_lote=_PRIMEIRO_LOTE, vagas=_VAGAS)
    try:
        return chain([next(lotes, [])], lotes)
    except SemVaga:
        _ANDANDO.release()
        return None
    except BaseException:
        _ANDANDO.release()
        raise


class AteOFim:
    """The pieces of an answer; when they end, fail or the client leaves, the place of this process is free again.

    Not a generator: one that is closed before its first piece never gets to its `finally`.
    """

    def __init__(self, pedacos: Generator[bytes, None, None]) -> None:
        self._pedacos = pedacos
        self._ocupando = True

    def __iter__(self) -> "AteOFim":
        return self

    def __next__(self) -> bytes:
        """The next piece."""
        try:
            return next(self._pedacos)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it; Django calls this when the answer is over, however it is over."""
        self._pedacos.close()
        if self._ocupando:
            self._ocupando = False
            _ANDANDO.release()
