"""A program for `test_faturamento_interrompido`: runs of the monthly run that are killed (SIGKILL) at the Nth statement, N growing.

Arguments: the first N, the last, and the size of a batch. It prints how many of the runs died.
"""

import sys
from functools import partial

import django

django.setup()

from enlace.processos.faturamento_mensal import faturar  # noqa: E402 - Django first
from enlace.processos.tests.carrasco import fazer_e_morrer  # noqa: E402
from enlace.processos.tests.cobranca import AGORA, AUTOR, HOJE, VENCIMENTO  # noqa: E402


def main() -> None:
    """Run them one after another, each on what the ones before left."""
    primeira, ultima, tamanho = map(int, sys.argv[1:])
    rodar = partial(faturar, VENCIMENTO, autor=AUTOR, agora=AGORA, hoje=HOJE, tamanho=tamanho)
    print(sum(fazer_e_morrer(rodar, instrucao) for instrucao in range(primeira, ultima + 1)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
