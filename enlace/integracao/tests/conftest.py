from collections.abc import Iterator

import psycopg
import pytest

from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api


@pytest.fixture
def banco(api: Api) -> Iterator[Banco]:
    """The database of the demonstration."""
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        yield conexao
