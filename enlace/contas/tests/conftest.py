import pytest
from django.contrib.auth.hashers import make_password

from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.tests.apoio import EMAIL, SENHA


@pytest.fixture(scope="session")
def senha_guardada() -> str:
    """The hash of SENHA, computed once: it is slow, as it must be."""
    return make_password(SENHA)


@pytest.fixture
def usuario(senha_guardada: str) -> Usuario:
    return Usuario.objects.create(email=EMAIL, nome="Integração", password=senha_guardada)


@pytest.fixture
def cliente_e_segredo(usuario: Usuario) -> tuple[ClienteApi, str]:
    return criar_cliente_api(nome="Aplicativo", usuario=usuario, permissoes=GrupoDeRotas.values)


@pytest.fixture
def cliente(cliente_e_segredo: tuple[ClienteApi, str]) -> ClienteApi:
    return cliente_e_segredo[0]
