from collections.abc import Iterator

import pytest

from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.enderecos.tests.servidor_http import ServidorHttp, servidor_http


@pytest.fixture
def servidor(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    """An outside service; whoever develops behind a proxy reaches it without the proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        yield servidor


@pytest.fixture
def divinopolis(db: None) -> Cidade:  # noqa: ARG001 - the fixture's table
    return Cidade.objects.create(nome="Divinópolis", estado_id="MG", ibge="3122306")


@pytest.fixture
def endereco(divinopolis: Cidade) -> Endereco:
    bairro = Bairro.objects.create(cidade=divinopolis, nome="Centro")
    return Endereco.objects.create(logradouro="RUA", endereco="GOIÁS", numero="100", bairro=bairro, cep="35500001")
