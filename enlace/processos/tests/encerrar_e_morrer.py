"""A program for `test_desbloqueio_ao_mesmo_tempo`: the end of trust unblocks, killed (SIGKILL) at the Nth statement, N growing.

Arguments: the first N and the last. It prints how many of the runs died.
"""

import sys
from functools import partial

import django

django.setup()

from enlace.processos.tests.carrasco import fazer_e_morrer  # noqa: E402 - Django first
from enlace.processos.tests.confianca import MEIA_NOITE, encerrar  # noqa: E402


def main() -> None:
    """Run them one after another, each on what the ones before left."""
    primeira, ultima = map(int, sys.argv[1:])
    encerramento = partial(encerrar, MEIA_NOITE)
    print(sum(fazer_e_morrer(encerramento, instrucao) for instrucao in range(primeira, ultima + 1)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
