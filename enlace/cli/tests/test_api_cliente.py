from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from oauth2_provider.models import AccessToken

from enlace.auditoria.models import Registro
from enlace.contas.clientes_api import ClienteApiDesconhecido, ClienteApiRecusado
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.revogacao import TokenDesconhecido
from enlace.contas.tokens import checksum
from enlace.contas.usuarios import UsuarioDesconhecido
from enlace.core import datas

pytestmark = pytest.mark.django_db

EMAIL = "integracao@provedor.example"


@pytest.fixture(autouse=True)
def usuario() -> Usuario:
    return Usuario.objects.create(email=EMAIL, nome="Integração")


def api_cliente(*argumentos: str) -> list[str]:
    saida = StringIO()
    call_command("api_cliente", *argumentos, stdout=saida)
    return saida.getvalue().splitlines()


def criar(*argumentos: str) -> list[str]:
    return api_cliente("criar", "--nome", "Aplicativo", "--usuario", EMAIL, *argumentos)


def emitir(client_id: str, token: str) -> None:
    cliente = ClienteApi.objects.get(client_id=client_id)
    AccessToken.objects.create(
        user=cliente.user, application=cliente, token_checksum=checksum(token), expires=datas.agora() + timedelta(days=1)
    )


def chave(client_id: str) -> str:
    return str(ClienteApi.objects.get(client_id=client_id).pk)


def test_criar_mostra_o_segredo_que_vale() -> None:
    linha_do_id, linha_do_segredo = criar()

    cliente = ClienteApi.objects.get()
    assert linha_do_id == "client_id: 1"
    assert check_password(linha_do_segredo.removeprefix("client_secret (não será mostrado de novo): "), cliente.client_secret)
    assert cliente.permissoes == GrupoDeRotas.values


def test_criar_com_id_e_permissoes() -> None:
    assert criar("--id", "3", "--permissoes", "rede, cliente")[0] == "client_id: 3"
    assert ClienteApi.objects.get().permissoes == ["cliente", "rede"]


@pytest.mark.parametrize("argumentos", [("--permissoes", "tudo"), ("--id", "a b")])
def test_criar_recusa_o_que_nao_existe(argumentos: tuple[str, ...]) -> None:
    with pytest.raises(ClienteApiRecusado):
        criar(*argumentos)


def test_criar_para_usuario_que_nao_existe() -> None:
    with pytest.raises(UsuarioDesconhecido):
        api_cliente("criar", "--nome", "A", "--usuario", "ninguem@provedor.example")


def test_listar_nao_mostra_segredos() -> None:
    segredo = criar("--permissoes", "rede")[1].rpartition(" ")[2]
    criar("--permissoes", "")
    ClienteApi.objects.filter(client_id="2").update(ativo=False)

    linhas = api_cliente("listar")

    assert linhas == [f"1\tAplicativo\t{EMAIL}\tativo\trede", f"2\tAplicativo\t{EMAIL}\tinativo\t"]
    assert segredo not in "".join(linhas)


def test_trocar_segredo() -> None:
    antigo = criar()[1].rpartition(" ")[2]

    novo = api_cliente("trocar-segredo", "1")[0].rpartition(" ")[2]

    guardado = ClienteApi.objects.get().client_secret
    assert check_password(novo, guardado)
    assert not check_password(antigo, guardado)


def test_revogar_um_de_um_cliente_e_todos() -> None:
    criar()
    criar()
    for client_id, token in (("1", "a"), ("1", "b"), ("1", "c"), ("2", "d")):
        emitir(client_id, token)

    assert api_cliente("revogar", "--token", "a") == ["Token revogado."]
    assert api_cliente("revogar", "--cliente", "1") == ["Tokens revogados: 2."]
    assert api_cliente("revogar", "--todos") == ["Tokens revogados: 1."]
    assert not AccessToken.objects.exists()


def test_criar_fica_na_auditoria_sem_o_segredo() -> None:
    segredo = criar("--permissoes", "rede")[1].rpartition(" ")[2]

    registro = Registro.objects.get()
    assert (registro.porta, registro.usuario, registro.acao, registro.tabela) == ("cli", None, "incluir", "cliente_api")
    assert registro.chave == chave("1")
    assert registro.antes is None
    assert registro.depois is not None
    assert (registro.depois["client_id"], registro.depois["permissoes"]) == ("1", ["rede"])
    assert registro.depois["client_secret"] == "(oculto)"
    assert segredo not in str(registro.depois)


def test_trocar_segredo_e_revogar_ficam_na_auditoria() -> None:
    criar()
    criar()
    for client_id, token in (("1", "a"), ("1", "b"), ("2", "c")):
        emitir(client_id, token)

    api_cliente("trocar-segredo", "1")
    api_cliente("revogar", "--token", "a")
    api_cliente("revogar", "--cliente", "1")
    api_cliente("revogar", "--todos")

    registros = Registro.objects.exclude(acao="incluir").order_by("pk")
    assert list(registros.values_list("porta", "acao", "tabela", "chave", "antes", "depois")) == [
        ("cli", "trocar_segredo", "cliente_api", chave("1"), None, None),
        ("cli", "revogar_token", "cliente_api", chave("1"), None, None),
        ("cli", "revogar_tokens", "cliente_api", chave("1"), None, None),
        ("cli", "revogar_tokens", "cliente_api", chave("1"), None, None),
        ("cli", "revogar_tokens", "cliente_api", chave("2"), None, None),
    ]


def test_listar_e_recusas_nao_ficam_na_auditoria() -> None:
    api_cliente("listar")
    with pytest.raises(ClienteApiRecusado):
        criar("--id", "a b")
    with pytest.raises(TokenDesconhecido):
        api_cliente("revogar", "--token", "x")

    assert not Registro.objects.exists()


def test_revogar_o_que_nao_existe() -> None:
    with pytest.raises(TokenDesconhecido):
        api_cliente("revogar", "--token", "x")
    with pytest.raises(ClienteApiDesconhecido):
        api_cliente("revogar", "--cliente", "9")


@pytest.mark.parametrize("argumentos", [(), ("revogar",), ("revogar", "--todos", "--token", "x"), ("criar",)])
def test_argumentos_errados(argumentos: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        api_cliente(*argumentos)
