"""What tests of accounts share, here and at the doors."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection

AGORA = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EMAIL = "integracao@provedor.example"
SENHA = "girassol-de-minas"


def em_paralelo(vezes: int, fazer: Callable[[], None]) -> None:
    """Run it in as many threads at once, each on its own connection."""
    largada = threading.Barrier(vezes)

    def correr() -> None:
        try:
            largada.wait()
            fazer()
        finally:
            connection.close()

    linhas = [threading.Thread(target=correr) for _ in range(vezes)]
    for linha in linhas:
        linha.start()
    for linha in linhas:
        linha.join()
