"""Programs of the API in the panel: the secret is shown once, and nobody lets a program do more than they may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from oauth2_provider.models import AccessToken

from enlace.auditoria.models import Registro
from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, Usuario
from enlace.core.datas import agora
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

NOVO = reverse("painel:configuracao:cliente_api_novo")


@pytest.fixture
def robo() -> Usuario:
    return Usuario.objects.create(nome="Robô", email="robo@exemplo.test")


@pytest.fixture
def crm(robo: Usuario) -> ClienteApi:
    cliente, _segredo = criar_cliente_api(nome="CRM", usuario=robo, permissoes=["cliente"])
    return cliente


@pytest.fixture
def da_casa(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """An administrator who is no superuser."""
    atendente.groups.add(Group.objects.get(name="Administrador"))
    return entrar(atendente)


def onde(nome: str, cliente: ClienteApi) -> str:
    return reverse(f"painel:configuracao:cliente_api_{nome}" if nome else "painel:configuracao:cliente_api", args=[cliente.pk])


def um_token(cliente: ClienteApi, soma: str) -> AccessToken:
    return AccessToken.objects.create(application=cliente, user=cliente.user, token=soma, expires=agora() + timedelta(hours=1))


def segredo_mostrado(pagina: str) -> str:
    return pagina.rpartition('data-copiar="')[2].partition('"')[0]


def test_segredo_de_um_novo_aparece_na_resposta_e_nunca_mais(painel: Client, robo: Usuario) -> None:
    resposta = painel.post(NOVO, {"nome": "Central", "usuario": robo.pk, "permissoes": ["cliente", "rede"], "client_id": ""})

    cliente = ClienteApi.objects.get(name="Central")
    segredo = segredo_mostrado(resposta.content.decode())
    assert len(segredo) == 40
    assert (resposta.status_code, "no-store" in resposta.headers["Cache-Control"]) == (200, True)
    assert cliente.permissoes == ["cliente", "rede"]
    assert segredo not in painel.get(onde("", cliente)).content.decode() + str(list(Registro.objects.values_list("depois")))
    assert cliente.client_secret != segredo


def test_novo_segredo_troca_o_de_antes_e_deixa_rastro(painel: Client, crm: ClienteApi) -> None:
    antes = crm.client_secret

    segredo = segredo_mostrado(painel.post(onde("segredo", crm)).content.decode())

    crm.refresh_from_db()
    assert crm.client_secret not in {antes, segredo}
    assert Registro.objects.filter(tabela="cliente_api", acao="trocar_segredo", chave=str(crm.pk)).exists()


def test_revogar_um_token_deixa_os_outros(painel: Client, crm: ClienteApi) -> None:
    um, outro = um_token(crm, "um"), um_token(crm, "outro")

    painel.post(f"{onde('revogar', crm)}?token={um.pk}")

    assert list(AccessToken.objects.values_list("pk", flat=True)) == [outro.pk]


def test_revogar_todos(painel: Client, crm: ClienteApi) -> None:
    um_token(crm, "um")
    um_token(crm, "outro")

    assert "Tokens em vigor: 2" in painel.get(onde("", crm)).content.decode()
    painel.post(onde("revogar", crm))

    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("qual", ["0", "x", "9" * 30])
def test_token_que_ja_se_foi_nao_vira_todos(painel: Client, crm: ClienteApi, qual: str) -> None:
    token = um_token(crm, "um")

    respostas = [pedir(f"{onde('revogar', crm)}?token={qual}").status_code for pedir in (painel.get, painel.post)]

    assert respostas == [404, 404]
    assert AccessToken.objects.filter(pk=token.pk).exists()


def test_token_de_outro_programa_nao_se_revoga_por_este(painel: Client, crm: ClienteApi, robo: Usuario) -> None:
    alheio, _segredo = criar_cliente_api(nome="Outro", usuario=robo, permissoes=[])
    token = um_token(alheio, "alheio")

    painel.post(f"{onde('revogar', crm)}?token={token.pk}")

    assert AccessToken.objects.filter(pk=token.pk).exists()


def test_desativar_encerra_os_tokens_e_reativar_deixa_entrar(painel: Client, crm: ClienteApi) -> None:
    um_token(crm, "um")

    painel.post(onde("ligar", crm), formulario(painel, onde("ligar", crm)))
    desativado = (ClienteApi.objects.get(pk=crm.pk).ativo, AccessToken.objects.count())
    painel.post(onde("ligar", crm), formulario(painel, onde("ligar", crm)))

    assert desativado == (False, 0)
    assert ClienteApi.objects.get(pk=crm.pk).ativo


def test_desativar_mandado_duas_vezes_nao_reativa(painel: Client, crm: ClienteApi) -> None:
    campos = formulario(painel, onde("ligar", crm))

    painel.post(onde("ligar", crm), campos)
    painel.post(onde("ligar", crm), campos)

    assert not ClienteApi.objects.get(pk=crm.pk).ativo
    assert Registro.objects.filter(tabela="cliente_api", acao__in=["desativar", "reativar"]).count() == 1


def test_editar_muda_o_que_pode_e_registra(painel: Client, crm: ClienteApi) -> None:
    painel.post(onde("editar", crm), {**formulario(painel, onde("editar", crm)), "permissoes": ["rede"]})

    crm.refresh_from_db()
    assert crm.permissoes == ["rede"]
    assert Registro.objects.get(tabela="cliente_api", acao="alterar").depois == {"permissoes": ["rede"]}


@pytest.mark.parametrize("ato", ["segredo", "revogar", "ligar", "editar"])
def test_programa_em_nome_de_quem_pode_tudo_fica_fora_do_alcance(da_casa: Client, administradora: Usuario, ato: str) -> None:
    cliente, _segredo = criar_cliente_api(nome="Do chefe", usuario=administradora, permissoes=["cliente"])
    antes = ClienteApi.objects.filter(pk=cliente.pk).values().get()

    resposta = da_casa.post(onde(ato, cliente), {"nome": "Meu", "usuario": cliente.user_id, "permissoes": ["cliente"]})

    assert resposta.status_code == 422
    assert ClienteApi.objects.filter(pk=cliente.pk).values().get() == antes
    assert "Este programa pode mais do que você" in da_casa.get(onde("", cliente)).content.decode()


def test_ninguem_da_a_um_programa_o_nome_de_quem_pode_mais(da_casa: Client, administradora: Usuario) -> None:
    resposta = da_casa.post(NOVO, {"nome": "Esperto", "usuario": administradora.pk, "permissoes": []})

    assert resposta.status_code == 422
    assert not ClienteApi.objects.filter(name="Esperto").exists()


def test_lista_mostra_tokens_e_nenhum_segredo(painel: Client, crm: ClienteApi) -> None:
    um_token(crm, "um")

    pagina = painel.get(reverse("painel:configuracao:clientes_api")).content.decode()

    assert "CRM" in pagina
    assert crm.client_secret not in pagina
