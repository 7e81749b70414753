from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from enlace.enderecos.models import Bairro, CepConsultado, Cidade, Endereco
from enlace.enderecos.tests.servidor_http import ServidorHttp, servidor_http


@pytest.fixture
def servidor(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    """An outside service; whoever develops behind a proxy reaches it without the proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        yield servidor


@pytest.fixture
def banco_confirmado(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - the order matters
    """Changes are committed, so that another connection sees them; what the test made is removed at the end."""
    with django_db_blocker.unblock():
        yield
        for modelo in (CepConsultado, Endereco, Bairro, Cidade):
            modelo._default_manager.all().delete()
