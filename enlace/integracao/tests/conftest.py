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


@pytest.fixture
def sem_prospectos_novos(banco: Banco) -> Iterator[None]:
    """The prospects that a test registers are gone afterwards, so that another may register the same ones."""
    linha = banco.execute("select max(id_prospecto) from prospecto").fetchone()
    assert linha
    yield
    banco.execute("delete from prospecto_servico where id_prospecto > %s", linha)
    banco.execute("delete from prospecto where id_prospecto > %s", linha)
