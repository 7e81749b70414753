"""How far long work is: one line that is written over at a terminal; elsewhere, as in a log, a line for each tenth."""

from types import TracebackType
from typing import Final, Self

from django.core.management.base import OutputWrapper

_PARTES: Final = 10


class Progresso:
    """A context: leaving it ends the line that is being written over."""

    def __init__(self, saida: OutputWrapper) -> None:
        self._saida = saida
        self._terminal = saida.isatty()
        self._parte = 0
        self._aberta = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, tipo: type[BaseException] | None, erro: BaseException | None, onde: TracebackType | None) -> None:
        if self._aberta:
            self._saida.write("")

    def mostrar(self, feitos: int, total: int, texto: str) -> None:
        """Say that `feitos` of `total` are done."""
        linha = f"{feitos} de {total} ({feitos * 100 // max(total, 1)} %): {texto}"
        if self._terminal:
            # Back to the beginning, and what was longer before is erased.
            self._saida.write(f"\r{linha}\x1b[K", ending="")
            self._saida.flush()
            self._aberta = True
        elif (parte := feitos * _PARTES // max(total, 1)) > self._parte:
            self._parte = parte
            self._saida.write(linha)
