"""An attendant at work."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from enlace.contas.models import Usuario


@pytest.fixture
def bianca() -> Usuario:
    """With the role of attendants, in no department."""
    usuario = Usuario.objects.create(nome="Bianca Couto", email="bianca@exemplo.test", is_staff=True)
    usuario.groups.add(Group.objects.get(name="Atendente"))
    return usuario


@pytest.fixture
def balcao(bianca: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """The panel as Bianca sees it."""
    return entrar(bianca)
