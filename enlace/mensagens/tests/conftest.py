from collections.abc import Iterator

import pytest

from tests.servidor_http import ServidorHttp, servidor_http


@pytest.fixture
def servidor(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    """An outside service; whoever develops behind a proxy reaches it without the proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        yield servidor
