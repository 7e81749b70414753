from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from enlace.demo.carga import carregar

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@contextmanager
def desfeita() -> Iterator[None]:
    """A transaction that is rolled back. As in Django's TestCase, the load may still ask to be a transaction of its own in it."""
    fora = transaction.atomic()
    fora._from_testcase = True  # type: ignore[attr-defined]
    with fora:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def carregada(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - must come first
    """The demonstration, loaded once for the tests of a file, which only read."""
    with django_db_blocker.unblock(), desfeita():
        carregar(agora=AGORA)
        connection.check_constraints()
        yield
