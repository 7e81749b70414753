from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from enlace.contas.models import Usuario
from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.planos.models import Plano, Tecnologia
from enlace.prospectos.models import Prospecto, UnidadeNegocio


@pytest.fixture
def banco_confirmado(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - the order matters
    """Changes are committed, so that another connection sees them; what the test made is removed at the end."""
    with django_db_blocker.unblock():
        yield
        apagar_registros()
        for modelo in (Prospecto, UnidadeNegocio, Plano, Tecnologia, Endereco, Bairro, Cidade, Usuario):
            modelo._default_manager.all().delete()


def apagar_registros() -> None:
    """The audit only grows: the application cannot delete from it."""
    with connection.cursor() as cursor:
        cursor.execute("truncate auditoria_registro")
