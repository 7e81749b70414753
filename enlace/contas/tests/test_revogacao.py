from datetime import timedelta

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from enlace.contas import clientes_api, usuarios
from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.jobs import apagar_vencidos
from enlace.contas.models import ClienteApi, FalhaDeAcesso, Usuario
from enlace.contas.revogacao import TokenDesconhecido, revogar_do_cliente, revogar_do_usuario, revogar_todos, revogar_token
from enlace.contas.tests.apoio import AGORA, SENHA
from enlace.contas.tokens import checksum
from enlace.core import datas

pytestmark = pytest.mark.django_db


def emitir_par(cliente: ClienteApi, nome: str, *, validade: timedelta = timedelta(days=30)) -> None:
    acesso = AccessToken.objects.create(
        user=cliente.user, application=cliente, token_checksum=checksum(f"acesso-{nome}"), expires=datas.agora() + validade
    )
    RefreshToken.objects.create(
        user=cliente.user, application=cliente, access_token=acesso, token_checksum=checksum(f"renovacao-{nome}")
    )


def vivos() -> set[str]:
    somas = {checksum(f"{tipo}-{nome}"): f"{tipo}-{nome}" for tipo in ("acesso", "renovacao") for nome in "abc"}
    return {
        somas[soma]
        for modelo in (AccessToken.objects.all(), RefreshToken.objects.filter(revoked=None))
        for soma in modelo.values_list("token_checksum", flat=True)
    }


@pytest.fixture
def outro(usuario: Usuario) -> ClienteApi:
    return criar_cliente_api(nome="Outro", usuario=usuario, permissoes=[])[0]


@pytest.mark.parametrize("como", ["acesso-a", "renovacao-a", checksum("acesso-a"), checksum("renovacao-a").upper()])
def test_revogar_um_token_leva_o_seu_par_e_mais_nada(cliente: ClienteApi, como: str) -> None:
    emitir_par(cliente, "a")
    emitir_par(cliente, "b")

    assert revogar_token(como) == cliente

    assert vivos() == {"acesso-b", "renovacao-b"}


def test_revogar_o_que_nao_existe_e_recusado(cliente: ClienteApi) -> None:
    emitir_par(cliente, "a")

    with pytest.raises(TokenDesconhecido, match="não encontrado"):
        revogar_token("acesso-z")

    assert vivos() == {"acesso-a", "renovacao-a"}


def test_revogar_de_um_cliente(cliente: ClienteApi, outro: ClienteApi) -> None:
    emitir_par(cliente, "a")
    emitir_par(cliente, "b")
    emitir_par(outro, "c")

    assert revogar_do_cliente(cliente, agora=AGORA) == 2
    assert vivos() == {"acesso-c", "renovacao-c"}


def test_revogar_de_um_usuario(cliente: ClienteApi, usuario: Usuario) -> None:
    vizinha = usuarios.criar_usuario(email="vizinha@provedor.example", nome="Vizinha", senha=SENHA)
    emitir_par(cliente, "a")
    emitir_par(criar_cliente_api(nome="Dela", usuario=vizinha, permissoes=[])[0], "b")

    assert revogar_do_usuario(usuario, agora=AGORA) == 1
    assert vivos() == {"acesso-b", "renovacao-b"}


def test_revogar_todos(cliente: ClienteApi, outro: ClienteApi) -> None:
    emitir_par(cliente, "a")
    emitir_par(outro, "b")

    assert revogar_todos(agora=AGORA) == 2
    assert vivos() == set()


def test_trocar_a_senha_ou_desativar_o_usuario_revoga(cliente: ClienteApi, usuario: Usuario) -> None:
    emitir_par(cliente, "a")
    usuarios.trocar_senha(usuario, senha="jabuticaba-do-cerrado", agora=AGORA)
    depois_da_troca = vivos()
    emitir_par(cliente, "b")
    usuarios.desativar_usuario(usuario, agora=AGORA)

    assert depois_da_troca == set()
    assert vivos() == set()


def test_desativar_o_cliente_revoga(cliente: ClienteApi, outro: ClienteApi) -> None:
    emitir_par(cliente, "a")
    emitir_par(outro, "b")

    clientes_api.desativar(cliente, agora=AGORA)

    assert vivos() == {"acesso-b", "renovacao-b"}


def test_limpeza_apaga_o_vencido_e_deixa_o_resto(cliente: ClienteApi) -> None:
    emitir_par(cliente, "a", validade=timedelta(days=-61))
    emitir_par(cliente, "b", validade=timedelta(days=-1))
    emitir_par(cliente, "c")
    FalhaDeAcesso.objects.create(chave="conta:velha", falhas=9, ultima=datas.agora() - timedelta(days=2))
    FalhaDeAcesso.objects.create(chave="conta:nova", falhas=1, ultima=datas.agora())

    apagar_vencidos()

    # The access token of b is over, but its refresh token still renews it for another month.
    assert vivos() == {"acesso-b", "renovacao-b", "acesso-c", "renovacao-c"}
    assert FalhaDeAcesso.objects.get().chave == "conta:nova"
