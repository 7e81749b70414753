from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from enlace.clientes.models import Cliente
from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.planos.models import Plano, Tecnologia
from enlace.servicos.models import ClienteServico, MotivoCancelamento


@pytest.fixture
def banco_confirmado(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Changes are committed, so that another connection sees them; what the test made is removed at the end."""
    with django_db_blocker.unblock():
        yield
        for modelo in (ClienteServico, Cliente, Plano, Tecnologia, Endereco, Bairro, Cidade, MotivoCancelamento):
            modelo._default_manager.all().delete()
