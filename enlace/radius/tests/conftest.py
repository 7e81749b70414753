from collections.abc import Callable, Iterator

import pytest

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.radius.tests.concentrador import Concentrador
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
