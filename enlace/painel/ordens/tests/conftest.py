"""Technicians, and who plans their days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.painel.ordens.formularios import no_relogio

# Always to come, on whichever day the tests run.
AMANHA = datas.hoje() + timedelta(days=1)


def as_(hora: float, *, dia: date = AMANHA) -> datetime:
    """That hour of a day, tomorrow's unless told: `13.5` is half past one."""
    return no_relogio(dia, datetime.min.time()) + timedelta(hours=hora)


@pytest.fixture
def bianca() -> Usuario:
    """Who plans: an attendant."""
    usuario = Usuario.objects.create(nome="Bianca Couto", email="bianca@exemplo.test", is_staff=True)
    usuario.groups.add(Group.objects.get(name="Atendente"))
    return usuario


@pytest.fixture
def ze() -> Usuario:
    """Who goes: a technician."""
    usuario = Usuario.objects.create(nome="Zé da Rede", email="rede@exemplo.test", is_staff=True, tecnico=True)
    usuario.groups.add(Group.objects.get(name="Técnico"))
    return usuario


@pytest.fixture
def balcao(bianca: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """The panel as Bianca sees it."""
    return entrar(bianca)


@pytest.fixture
def na_rua(ze: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """The panel as Zé sees it."""
    return entrar(ze)
