"""Tests whose changes are committed, so that other connections see them; what they made is removed at the end."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.models import Model
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

# Written by FreeRADIUS alone, in tables of months that Django does not manage; and what was queued.
_SO_DOS_TESTES = ("radacct", "radacct_endereco", "radius_acesso", "procrastinate_events", "procrastinate_jobs")


@pytest.fixture(scope="session")
def banco_de_testes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - the order matters
    """The test database, also in a run without any test marked `django_db`: for such a run pytest-django makes none."""
    if connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        yield
        return
    with django_db_blocker.unblock():
        feitos = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
    yield
    with django_db_blocker.unblock():
        teardown_databases(feitos, verbosity=0)


@pytest.fixture
def banco_confirmado(banco_de_testes: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - the order matters
    """The database as it was before, afterwards: rows that the migrations brought stay, all others go."""
    with django_db_blocker.unblock():
        antes = {tabela: _chaves(tabela, coluna) for tabela, coluna in _tabelas().items()}
        yield
        with connection.cursor() as cursor:
            # Without foreign keys, triggers and the audit's refusal to forget: in any order, for this session only.
            cursor.execute("set session_replication_role = replica")
            for tabela, coluna in _tabelas().items():
                cursor.execute(f'delete from "{tabela}" where "{coluna}"::text <> all(%s)', [antes[tabela]])
            for tabela in _SO_DOS_TESTES:
                cursor.execute(f"delete from {tabela}")
            cursor.execute("reset session_replication_role")
        connection.close()


def _tabelas() -> dict[str, str]:
    """Each table of ours and its key."""
    modelos: list[type[Model]] = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("enlace.")]
    return {m._meta.db_table: str(m._meta.pk.column) for m in modelos if m._meta.managed}


def _chaves(tabela: str, coluna: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'select "{coluna}"::text from "{tabela}"')
        return [chave for (chave,) in cursor.fetchall()]
