from collections.abc import Callable, Iterator

import pytest

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.radius.tests.concentrador import Concentrador
from enlace.radius.tests.conexao import Conexao
from enlace.radius.tests.fabrica import um_assinante, um_nas
from tests.freeradius import Servidor

Configurar = Callable[..., int]


@pytest.fixture
def concentrador(radius: Servidor) -> Concentrador:
    """The NAS at 127.0.0.1, which the test registers (`um_nas`) or not."""
    return Concentrador(radius)


@pytest.fixture
def configurar(banco_confirmado: None) -> Iterator[Configurar]:  # noqa: ARG001 - its end comes after ours
    """Change the one row of settings until the end of the test."""
    antes = ConfiguracaoRadius.objects.get()
    yield ConfiguracaoRadius.objects.update
    antes.save()


@pytest.fixture
def conexao(banco_confirmado: None, concentrador: Concentrador) -> Conexao:  # noqa: ARG001 - it stores
    """A session of a customer who may connect; the database is committed."""
    um_nas()
    um_assinante()
    return Conexao(concentrador)
