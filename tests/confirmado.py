"""Tests whose changes are committed, so that other connections see them; what they made is removed at the end."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from pytest_django import DjangoDbBlocker


@pytest.fixture
def banco_confirmado(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - the order matters
    """The database as it was before, afterwards: rows that the migrations brought stay, all others go."""
    with django_db_blocker.unblock():
        antes = {tabela: _chaves(tabela, coluna) for tabela, coluna in _tabelas().items()}
        yield
        with connection.cursor() as cursor:
            # Without foreign keys, triggers and the audit's refusal to forget: in any order, for this session only.
            cursor.execute("set session_replication_role = replica")
            for tabela, coluna in _tabelas().items():
                cursor.execute(f'delete from "{tabela}" where "{coluna}"::text <> all(%s)', [antes[tabela]])
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
