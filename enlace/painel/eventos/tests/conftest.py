"""A running `enlace eventos` and the people who listen to it."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from enlace.contas.models import Usuario
from enlace.painel.eventos.tests.apoio import processo_de_eventos
from enlace.projeto.ambiente import ler_banco


@pytest.fixture(scope="module")
def banco(django_db_setup: None) -> str:  # noqa: ARG001 - makes the database
    """The address of the tests' database, for other processes."""
    partes = {**ler_banco(os.environ["DATABASE_URL"]), "dbname": connection.settings_dict["NAME"]}
    return "postgresql:///?" + "&".join(f"{chave}={valor}" for chave, valor in partes.items())


@pytest.fixture(scope="module")
def eventos(banco: str) -> Iterator[str]:
    """The address of a running stream."""
    with processo_de_eventos(banco) as url:
        yield url


@pytest.fixture
def maria() -> Usuario:
    return Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True, ramal="201")


@pytest.fixture
def jose() -> Usuario:
    return Usuario.objects.create(nome="José", email="jose@provedor.example", is_staff=True, ramal="202")
