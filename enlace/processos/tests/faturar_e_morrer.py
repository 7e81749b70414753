"""A program for `test_faturamento_interrompido`: runs of the monthly run that are killed (SIGKILL) at the Nth statement, N growing.

Arguments: the first N, the last, and the size of a batch. It prints how many of the runs died.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.db import connection

django.setup()

from enlace.processos.faturamento_mensal import faturar  # noqa: E402 - Django first
from enlace.processos.tests.cobranca import AGORA, AUTOR, HOJE, VENCIMENTO  # noqa: E402


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


def _faturar_e_morrer(instrucao: int, tamanho: int) -> bool:
    """Whether a child that was to die at this statement died of it."""
    if (filho := os.fork()) == 0:
        with connection.execute_wrapper(_Carrasco(instrucao, depois=instrucao % 2 == 0)):
            faturar(VENCIMENTO, autor=AUTOR, agora=AGORA, hoje=HOJE, tamanho=tamanho)
        os._exit(0)
    _, fim = os.waitpid(filho, 0)
    return os.WIFSIGNALED(fim)


def main() -> None:
    """Run them one after another, each on what the ones before left."""
    primeira, ultima, tamanho = map(int, sys.argv[1:])
    print(sum(_faturar_e_morrer(instrucao, tamanho) for instrucao in range(primeira, ultima + 1)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
