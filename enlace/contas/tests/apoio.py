"""What tests of accounts share, here and at the doors."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

AGORA = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EMAIL = "integracao@provedor.example"
SENHA = "girassol-de-minas"

# No transaction around the test, so that threads see each other's writes. Only these tables are emptied afterwards (with those that
# point to them): what the migrations filled must stay for the other tests.
SEM_TRANSACAO = pytest.mark.django_db(transaction=True, available_apps=["enlace.contas", "oauth2_provider"])


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
