"""A program for `test_retorno_interrompido`: readings of a return that are killed (SIGKILL) at the Nth statement, N growing.

Arguments: the file, the first N and the last. It prints how many of the readings died.
"""

import sys
from functools import partial
from pathlib import Path

import django

django.setup()

from enlace.financeiro.models import ContaBancaria  # noqa: E402 - Django first
from enlace.processos.retorno import ler_retorno  # noqa: E402
from enlace.processos.tests.banco import RETORNO_EM  # noqa: E402
from enlace.processos.tests.carrasco import fazer_e_morrer  # noqa: E402
from enlace.processos.tests.cobranca import AUTOR  # noqa: E402


def _ler(conteudo: bytes) -> None:
    ler_retorno(conteudo, "CBR.RET", ContaBancaria.objects.get(), autor=AUTOR, agora=RETORNO_EM)


def main() -> None:
    """Read it again and again, each time on what the ones before left."""
    arquivo, primeira, ultima = sys.argv[1:]
    ler = partial(_ler, Path(arquivo).read_bytes())
    print(sum(fazer_e_morrer(ler, instrucao) for instrucao in range(int(primeira), int(ultima) + 1)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
