"""A process that dies: for programs that the tests of interrupted work start. Killed (SIGKILL) at its Nth statement."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection


class _Carrasco:
    """Kills this process when it is about to send a statement, or has just sent it."""

    def __init__(self, instrucao: int, *, depois: bool) -> None:
        self.restam, self.depois = instrucao, depois

    def __call__(self, execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001
        self.restam -= 1
        if self.restam == 0 and not self.depois:
            os.kill(os.getpid(), signal.SIGKILL)
        resultado = execute(sql, params, many, context)
        if self.restam == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return resultado


def fazer_e_morrer(acao: Callable[[], object], instrucao: int) -> bool:
    """Whether a child that was to die at this statement died of it."""
    if (filho := os.fork()) == 0:
        with connection.execute_wrapper(_Carrasco(instrucao, depois=instrucao % 2 == 0)):
            acao()
        os._exit(0)
    _, fim = os.waitpid(filho, 0)
    return os.WIFSIGNALED(fim)
