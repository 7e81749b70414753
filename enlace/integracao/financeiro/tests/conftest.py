"""The demonstration of these tests is that of its own tests; asked in this process, so that a test can say which day it is."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from enlace.auditoria.leitura import encerrar
from enlace.demo import credenciais
from enlace.demo.tests.conftest import carregada

__all__ = ["carregada"]

Perguntar = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def token(carregada: None) -> Iterator[str]:  # noqa: ARG001 - for its users
    """A token of the published credentials. The trace of what was read with it is taken away afterwards."""
    corpo = {
        "grant_type": "password",
        "client_id": credenciais.API_CLIENT_ID,
        "client_secret": credenciais.API_CLIENT_SECRET,
        "username": credenciais.API_USUARIO,
        "password": credenciais.API_SENHA,
    }
    yield Client().post("/oauth/token", corpo, content_type="application/json").json()["access_token"]
    encerrar()
    outra = connections.create_connection("default")
    with outra.cursor() as cursor:
        # The trace refuses to forget, but for such a session; the tables are still held by the transaction of the demonstration.
        cursor.execute("set session_replication_role = replica; delete from auditoria_leitura")
    outra.close()


@pytest.fixture
def perguntar(token: str, db: None, monkeypatch: pytest.MonkeyPatch) -> Perguntar:  # noqa: ARG001 - the answers come from it
    """Ask a route of the integration on a day: `perguntar(date(2020, 4, 6), "financeiro", …)`."""
    do_relogio = timezone.localdate

    def _perguntar(dia: date, rota: str, **params: str) -> dict[str, Any]:
        monkeypatch.setattr(timezone, "localdate", lambda *args: do_relogio(*args) if args else dia)
        resposta = Client().get(f"/api/v1/integracao/{rota}", params, headers={"authorization": f"Bearer {token}"})
        lido: dict[str, Any] = resposta.json()
        return lido

    return _perguntar
