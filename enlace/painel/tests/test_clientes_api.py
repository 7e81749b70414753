"""API clients in the admin: nobody lets a program read more than they may read themselves."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.painel.conftest import dar_permissoes
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

INCLUIR = "/admin/contas/clienteapi/add/"
DE_CONEXOES = [
    "servicos.change_clienteservico",
    "servicos.desbloquear_em_confianca",
    "servicos.desconectar",
    "clientes.view_cliente",
    "radius.view_sessao",
    "radius.identificar_conexao",
]
DE_ATENDIMENTOS = [
    "clientes.view_cliente",
    "atendimento.view_atendimento",
    "atendimento.add_atendimento",
    "atendimento.change_atendimento",
    "ordens_servico.add_ordemservico",
    "ordens_servico.change_ordemservico",
]
DE_CLIENTES = ["clientes.view_cliente", "servicos.view_clienteservico", "servicos.ver_senha"]


@pytest.fixture
def integrador(atendente: Usuario) -> Usuario:
    """Somebody who keeps API clients and may see cities, nothing else."""
    dar_permissoes(
        atendente, "contas.view_clienteapi", "contas.add_clienteapi", "contas.change_clienteapi", "enderecos.view_cidade"
    )
    return atendente


@pytest.fixture
def robo() -> Usuario:
    """The identity of a program, without any permission."""
    return Usuario.objects.create(nome="Robô", email="robo@exemplo.test")


@pytest.fixture
def navegador(integrador: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    return entrar(integrador)


def ficha(cliente: ClienteApi) -> str:
    return reverse("admin:contas_clienteapi_change", args=[cliente.pk])


@pytest.mark.parametrize(
    ("permissoes", "grupos"),
    [
        ([], {"endereco"}),
        (DE_CLIENTES, {"endereco", "cliente"}),
        (DE_CLIENTES[:2], {"endereco"}),
        (DE_CLIENTES[1:], {"endereco"}),
        (["rede.view_equipamento"], {"endereco", "rede"}),
        (DE_CONEXOES, {"endereco", "conexao"}),
        *((DE_CONEXOES[:n] + DE_CONEXOES[n + 1 :], {"endereco"}) for n in range(len(DE_CONEXOES))),
        (DE_ATENDIMENTOS, {"endereco", "atendimento"}),
        *((DE_ATENDIMENTOS[:n] + DE_ATENDIMENTOS[n + 1 :], {"endereco"}) for n in range(len(DE_ATENDIMENTOS))),
    ],
)
def test_so_se_da_a_um_programa_o_que_se_pode_ver_no_painel(
    permissoes: list[str], grupos: set[str], integrador: Usuario, robo: Usuario, navegador: Client
) -> None:
    dar_permissoes(integrador, *permissoes)

    for grupo in GrupoDeRotas.values:
        navegador.post(INCLUIR, {"name": grupo, "user": robo.pk, "permissoes": [grupo], "client_id": ""})

    oferecidos = {nome for nome in GrupoDeRotas.values if f'value="{nome}"' in navegador.get(INCLUIR).content.decode()}
    assert oferecidos == grupos
    assert set(ClienteApi.objects.values_list("name", flat=True)) == grupos


def test_um_superusuario_da_a_um_programa_o_que_quiser(painel: Client, robo: Usuario) -> None:
    painel.post(INCLUIR, {"name": "CRM", "user": robo.pk, "permissoes": GrupoDeRotas.values, "client_id": ""})

    assert ClienteApi.objects.get().permissoes == GrupoDeRotas.values


def test_um_programa_nao_trabalha_em_nome_de_quem_pode_mais(
    administradora: Usuario, integrador: Usuario, robo: Usuario, navegador: Client
) -> None:
    forte = Usuario.objects.create(nome="Caio", email="caio@exemplo.test")
    dar_permissoes(forte, "clientes.delete_cliente")

    for usuario in (administradora, forte, integrador, robo):
        navegador.post(INCLUIR, {"name": usuario.nome, "user": usuario.pk, "permissoes": ["endereco"], "client_id": ""})

    assert set(ClienteApi.objects.values_list("name", flat=True)) == {integrador.nome, robo.nome}


@pytest.fixture(params=["grupo de rotas", "grupo sem par no painel", "usuário"])
def cliente_fora_do_alcance(request: pytest.FixtureRequest, administradora: Usuario, robo: Usuario) -> ClienteApi:
    usuario = administradora if request.param == "usuário" else robo
    a_mais = {"grupo de rotas": ["cliente"], "grupo sem par no painel": ["financeiro"]}.get(request.param, [])
    cliente, _segredo = criar_cliente_api(nome="CRM", usuario=usuario, permissoes=["endereco", *a_mais])
    return cliente


def test_ninguem_mexe_num_cliente_da_api_que_pode_mais(
    cliente_fora_do_alcance: ClienteApi, integrador: Usuario, navegador: Client
) -> None:
    endereco = ficha(cliente_fora_do_alcance)
    dados = {"name": "Meu", "user": integrador.pk, "permissoes": ["endereco"]}

    respostas = [
        navegador.post(endereco, dados),
        navegador.post(endereco.replace("/change/", "/trocar-segredo/")),
        navegador.post(endereco.replace("/change/", "/revogar-tokens/")),
    ]

    depois = ClienteApi.objects.get()
    assert [resposta.status_code for resposta in respostas] == [403, 403, 403]
    assert (depois.name, depois.user, depois.client_secret) == (
        "CRM",
        cliente_fora_do_alcance.user,
        cliente_fora_do_alcance.client_secret,
    )
    assert navegador.get(endereco).status_code == 200
    assert "trocar-segredo" not in navegador.get(endereco).content.decode()


def test_um_cliente_da_api_ao_alcance_se_altera_e_troca_de_segredo(robo: Usuario, navegador: Client) -> None:
    cliente, _segredo = criar_cliente_api(nome="CRM", usuario=robo, permissoes=["endereco"])

    alterado = navegador.post(ficha(cliente), {**formulario(navegador, ficha(cliente)), "name": "Mapa"})
    trocado = navegador.post(ficha(cliente).replace("/change/", "/trocar-segredo/"))
    revogado = navegador.post(ficha(cliente).replace("/change/", "/revogar-tokens/"))

    depois = ClienteApi.objects.get()
    assert [resposta.status_code for resposta in (alterado, trocado, revogado)] == [302, 200, 302]
    assert (depois.name, depois.permissoes) == ("Mapa", ["endereco"])
    assert depois.client_secret != cliente.client_secret
    assert "trocar-segredo" in navegador.get(ficha(cliente)).content.decode()


def test_um_cliente_da_api_ao_alcance_nao_ganha_o_que_esta_fora(administradora: Usuario, robo: Usuario, navegador: Client) -> None:
    cliente, _segredo = criar_cliente_api(nome="CRM", usuario=robo, permissoes=["endereco"])
    dados = formulario(navegador, ficha(cliente))

    com_grupo = navegador.post(ficha(cliente), {**dados, "permissoes": ["endereco", "cliente"]})
    com_usuario = navegador.post(ficha(cliente), {**dados, "user": administradora.pk})

    depois = ClienteApi.objects.get()
    assert [resposta.status_code for resposta in (com_grupo, com_usuario)] == [200, 200]
    assert (depois.permissoes, depois.user) == (["endereco"], robo)
