from collections.abc import Iterator

import pytest
from django.db import connection

from tests.servidor_http import ServidorHttp, servidor_http


@pytest.fixture
def servidor(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    """An outside service; whoever develops behind a proxy reaches it without the proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        yield servidor


@pytest.fixture
def fila_confirmada(banco_confirmado: None) -> Iterator[None]:  # noqa: ARG001 - its end comes after ours
    """Like `banco_confirmado`, which knows our own tables only: the jobs that were queued go too."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where task_name = 'mensagens.enviar'")
