"""The test session (a pytest plugin): one embedded PostgreSQL for all workers, or the one of DATABASE_URL; thrown away at the end.

A plugin and not a conftest.py: Django reads DATABASE_URL before conftest files are looked at.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from enlace.cli.postgres import PostgresEmbutido

pytest_plugins = ["tests.demonstracao", "tests.confirmado", "tests.freeradius", "tests.chromium"]

_POSTGRES = pytest.StashKey[PostgresEmbutido]()
_SEM_DISCO = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_PASTA = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before Django reads its settings: the data folder of the tests and their database."""
    if "PYTEST_XDIST_WORKER" in os.environ or "ENLACE_TESTES" in os.environ:
        return
    pasta = Path(tempfile.mkdtemp(prefix="enlace-testes-"))
    os.environ["ENLACE_TESTES"] = str(pasta)
    os.environ["ENLACE_DADOS"] = str(pasta / "dados")
    early_config.stash[_PASTA] = pasta
    if "DATABASE_URL" not in os.environ:
        # Nothing of a test survives it, so nothing has to reach the disk.
        postgres = PostgresEmbutido(pasta / "pg", parametros=_SEM_DISCO)
        postgres.iniciar()
        os.environ["DATABASE_URL"] = postgres.url()
        early_config.stash[_POSTGRES] = postgres


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database and remove the folder."""
    if postgres := config.stash.get(_POSTGRES, None):
        postgres.parar()
    if pasta := config.stash.get(_PASTA, None):
        shutil.rmtree(pasta, ignore_errors=True)
