from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.tests.apoio import EMAIL, SENHA
from enlace.contas.usuarios import criar_usuario


@pytest.fixture
def usuario() -> Usuario:
    return criar_usuario(email=EMAIL, nome="Integração", senha=SENHA)


@pytest.fixture
def cliente_e_segredo(usuario: Usuario) -> tuple[ClienteApi, str]:
    return criar_cliente_api(nome="Aplicativo", usuario=usuario, permissoes=GrupoDeRotas.values)


@pytest.fixture
def cliente(cliente_e_segredo: tuple[ClienteApi, str]) -> ClienteApi:
    return cliente_e_segredo[0]


@pytest.fixture
def sem_transacao(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - for its effect
    """The real tables of this domain without a transaction around the test, so that threads see each other; emptied afterwards.

    Django's own way (`transaction=True`) would empty every table, those that the migrations fill too.
    """
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            for tabela in (
                "oauth2_provider_refreshtoken",
                "oauth2_provider_accesstoken",
                "cliente_api",
                "usuario",
                "falha_de_acesso",
            ):
                cursor.execute(f"delete from {tabela}")
        connection.close()
