from datetime import UTC, datetime

import pytest

from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.usuarios import criar_usuario

AGORA = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EMAIL = "integracao@provedor.example"
SENHA = "girassol-de-minas"


@pytest.fixture
def usuario() -> Usuario:
    return criar_usuario(email=EMAIL, nome="Integração", senha=SENHA)


@pytest.fixture
def cliente_e_segredo(usuario: Usuario) -> tuple[ClienteApi, str]:
    return criar_cliente_api(nome="Aplicativo", usuario=usuario, permissoes=GrupoDeRotas.values)


@pytest.fixture
def cliente(cliente_e_segredo: tuple[ClienteApi, str]) -> ClienteApi:
    return cliente_e_segredo[0]
