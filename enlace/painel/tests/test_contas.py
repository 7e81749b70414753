"""Users, groups and API clients in the admin: power that nobody may give themselves, secrets that are shown once."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from oauth2_provider.models import AccessToken

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import OCULTO
from enlace.contas.models import ClienteApi, Usuario
from enlace.core import datas
from enlace.painel.conftest import Mundo, dar_permissoes
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

SENHA = "cavalo-bateria-grampo"


@pytest.fixture
def gerente(atendente: Usuario) -> Usuario:
    """Somebody who may edit users and groups, see customers, and nothing else."""
    dar_permissoes(
        atendente,
        "contas.view_usuario",
        "contas.add_usuario",
        "contas.change_usuario",
        "auth.view_group",
        "auth.add_group",
        "auth.change_group",
        "auth.delete_group",
        "clientes.view_cliente",
    )
    return atendente


def ficha(objeto: Usuario | Group | ClienteApi, pagina: str = "change") -> str:
    return reverse(f"admin:{objeto._meta.app_label}_{objeto._meta.model_name}_{pagina}", args=[objeto.pk])


def permissao(nome: str) -> Permission:
    app, codigo = nome.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codigo)


def test_usuario_novo_entra_com_a_senha_que_recebeu(painel: Client) -> None:
    painel.post(
        reverse("admin:contas_usuario_add"),
        {"nome": "Bia", "email": "bia@exemplo.test", "password1": SENHA, "password2": SENHA, "is_staff": "on"},
    )

    assert Client().login(username="BIA@exemplo.test", password=SENHA)
    registro = Registro.objects.get(tabela="usuario")
    assert registro.depois is not None
    assert registro.depois["password"] == OCULTO


def test_senha_fraca_e_recusada(painel: Client) -> None:
    resposta = painel.post(
        reverse("admin:contas_usuario_add"),
        {"nome": "Bia", "email": "bia@exemplo.test", "password1": "12345", "password2": "12345"},
    )

    assert resposta.status_code == 200
    assert not Usuario.objects.filter(email="bia@exemplo.test").exists()


def test_trocar_a_senha_de_alguem_fica_na_trilha_e_fecha_o_que_estava_aberto(painel: Client, atendente: Usuario) -> None:
    atendente.set_password("a-senha-de-antes")
    atendente.save()
    aberto = Client()
    aberto.force_login(atendente)

    painel.post(f"/admin/contas/usuario/{atendente.pk}/password/", {"password1": SENHA, "password2": SENHA})

    atendente.refresh_from_db()
    assert atendente.check_password(SENHA)
    assert Registro.objects.get(tabela="usuario").depois == {"password": OCULTO}
    assert aberto.get("/admin/").status_code == 302


@pytest.fixture
def token_do_atendente(atendente: Usuario, cliente_api: ClienteApi) -> AccessToken:
    return AccessToken.objects.create(user=atendente, application=cliente_api, token="t", expires=datas.agora(), scope="")


@pytest.mark.usefixtures("token_do_atendente")
def test_trocar_a_propria_senha_fica_na_trilha_e_fecha_o_que_estava_aberto_menos_aqui(atendente: Usuario) -> None:
    atendente.set_password("a-senha-de-antes")
    atendente.save()
    aqui, ali = Client(), Client()
    aqui.force_login(atendente)
    ali.force_login(atendente)

    resposta = aqui.post(
        "/admin/password_change/", {"old_password": "a-senha-de-antes", "new_password1": SENHA, "new_password2": SENHA}
    )

    atendente.refresh_from_db()
    registro = Registro.objects.get(tabela="usuario")
    assert resposta["Location"] == "/admin/password_change/done/"
    assert atendente.check_password(SENHA)
    assert (registro.acao, registro.usuario, registro.depois) == ("alterar", atendente, {"password": OCULTO})
    assert not AccessToken.objects.exists()
    assert (aqui.get("/admin/").status_code, ali.get("/admin/").status_code) == (200, 302)


@pytest.mark.usefixtures("token_do_atendente")
def test_a_propria_senha_so_se_troca_com_a_de_antes_e_por_uma_forte(atendente: Usuario) -> None:
    atendente.set_password("a-senha-de-antes")
    atendente.save()
    aqui = Client()
    aqui.force_login(atendente)
    fraca = {"old_password": "a-senha-de-antes", "new_password1": "12345", "new_password2": "12345"}
    errada = {"old_password": "nao-sei", "new_password1": SENHA, "new_password2": SENHA}

    pergunta = aqui.get("/admin/password_change/")
    respostas = [aqui.post("/admin/password_change/", dados).status_code for dados in (fraca, errada)]

    atendente.refresh_from_db()
    assert "old_password" in pergunta.content.decode()
    assert respostas == [200, 200]
    assert atendente.check_password("a-senha-de-antes")
    assert AccessToken.objects.exists()
    assert not Registro.objects.filter(tabela="usuario").exists()


def test_ninguem_se_faz_superusuario(gerente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    navegador = entrar(gerente)

    navegador.post(ficha(gerente), {**formulario(navegador, ficha(gerente)), "is_superuser": "on"})

    gerente.refresh_from_db()
    assert not gerente.is_superuser


def test_ninguem_da_permissao_que_nao_tem(gerente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    navegador = entrar(gerente)
    outro = Usuario.objects.create(nome="Caio", email="caio@exemplo.test")
    forte = Group.objects.create(name="Forte")
    forte.permissions.add(permissao("clientes.delete_cliente"))
    antes = formulario(navegador, ficha(outro))

    proibida = navegador.post(ficha(outro), {**antes, "user_permissions": [permissao("clientes.delete_cliente").pk]})
    proibido = navegador.post(ficha(outro), {**antes, "groups": [forte.pk]})
    permitida = navegador.post(ficha(outro), {**antes, "user_permissions": [permissao("clientes.view_cliente").pk]})

    assert [r.status_code for r in (proibida, proibido, permitida)] == [200, 200, 302]
    assert set(outro.user_permissions.values_list("codename", flat=True)) == {"view_cliente"}
    assert not outro.groups.exists()


def test_ninguem_mexe_em_quem_pode_mais(gerente: Usuario, administradora: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    navegador = entrar(gerente)
    senha_de_antes = administradora.password

    ficha_dela = navegador.post(ficha(administradora), {"nome": "X", "email": "x@exemplo.test"})
    senha_dela = navegador.post(f"/admin/contas/usuario/{administradora.pk}/password/", {"password1": SENHA, "password2": SENHA})

    assert (ficha_dela.status_code, senha_dela.status_code) == (403, 403)
    administradora.refresh_from_db()
    assert (administradora.nome, administradora.password) == ("Ana", senha_de_antes)


def test_ninguem_mexe_num_grupo_que_pode_mais(gerente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    navegador = entrar(gerente)
    forte = Group.objects.create(name="Forte")
    forte.permissions.add(permissao("clientes.delete_cliente"))
    gerente.groups.add(Group.objects.create(name="Meu"))

    assert navegador.post(ficha(forte), {"name": "Fraco"}).status_code == 403
    assert navegador.post(ficha(forte, "delete"), {"post": "yes"}).status_code == 403
    meu = gerente.groups.get()
    navegador.post(ficha(meu), {"name": "Meu", "permissions": [permissao("clientes.delete_cliente").pk]})
    assert not meu.permissions.exists()


def test_permissoes_tem_nome_em_portugues_e_so_as_do_enlace_se_dao(painel: Client) -> None:
    pagina = painel.get(reverse("admin:auth_group_add")).content.decode()

    assert "Clientes: incluir" in pagina
    assert "Ver senhas de acesso dos serviços" in pagina
    assert "Can add" not in pagina
    assert "oauth" not in pagina.lower()


@pytest.fixture
def cliente_api(mundo: Mundo) -> ClienteApi:
    cliente: ClienteApi = ClienteApi.objects.get(pk=mundo[ClienteApi].pk)
    return cliente


def test_o_segredo_de_um_cliente_da_api_aparece_uma_vez_e_nao_e_guardado(painel: Client, administradora: Usuario) -> None:
    dados = {"name": "CRM", "user": administradora.pk, "permissoes": ["cliente", "rede"], "client_id": ""}

    resposta = painel.post(reverse("admin:contas_clienteapi_add"), dados)

    segredo = resposta.context["segredo"]
    cliente = ClienteApi.objects.get()
    assert segredo in resposta.content.decode()
    assert "no-store" in resposta["Cache-Control"]
    assert (cliente.name, cliente.permissoes, cliente.client_secret == segredo) == ("CRM", ["cliente", "rede"], False)
    assert segredo not in painel.get(ficha(cliente)).content.decode()
    assert segredo not in str(list(Registro.objects.values())) + str(painel.cookies) + str(dict(painel.session))
    registro = Registro.objects.get(tabela="cliente_api")
    assert registro.depois is not None
    assert registro.depois["client_secret"] == OCULTO


def test_um_cliente_da_api_recusado_diz_por_que(painel: Client, administradora: Usuario, cliente_api: ClienteApi) -> None:
    dados = {"name": "CRM", "user": administradora.pk, "permissoes": ["cliente"]}

    repetido = painel.post(reverse("admin:contas_clienteapi_add"), {**dados, "client_id": cliente_api.client_id})
    torto = painel.post(reverse("admin:contas_clienteapi_add"), {**dados, "client_id": "a b"}, follow=True)

    assert "já existe" in repetido.content.decode()
    assert "letras sem acento" in torto.content.decode()
    assert ClienteApi.objects.count() == 1


def test_trocar_o_segredo_pergunta_antes(painel: Client, cliente_api: ClienteApi) -> None:
    endereco = f"/admin/contas/clienteapi/{cliente_api.pk}/trocar-segredo/"
    antes = cliente_api.client_secret

    assert painel.get(endereco).status_code == 200
    cliente_api.refresh_from_db()
    assert cliente_api.client_secret == antes

    resposta = painel.post(endereco)
    cliente_api.refresh_from_db()
    assert cliente_api.client_secret != antes
    assert resposta.context["segredo"] in resposta.content.decode()
    assert Registro.objects.filter(acao="trocar_segredo", tabela="cliente_api").count() == 1


@pytest.fixture
def token(cliente_api: ClienteApi, administradora: Usuario) -> AccessToken:
    return AccessToken.objects.create(user=administradora, application=cliente_api, token="t", expires=datas.agora(), scope="")


@pytest.mark.usefixtures("token")
def test_revogar_tokens_acaba_com_eles_e_fica_na_trilha(painel: Client, cliente_api: ClienteApi) -> None:
    endereco = f"/admin/contas/clienteapi/{cliente_api.pk}/revogar-tokens/"

    assert painel.get(endereco).status_code == 200
    assert AccessToken.objects.exists()

    assert painel.post(endereco).status_code == 302
    assert not AccessToken.objects.exists()
    assert Registro.objects.filter(acao="revogar_tokens").count() == 1


@pytest.mark.usefixtures("token")
def test_desativar_um_cliente_da_api_acaba_com_seus_tokens(painel: Client, cliente_api: ClienteApi) -> None:
    dados = formulario(painel, ficha(cliente_api))
    dados.pop("ativo")

    painel.post(ficha(cliente_api), dados)

    cliente_api.refresh_from_db()
    assert not cliente_api.ativo
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("acao", ["trocar-segredo", "revogar-tokens"])
def test_acoes_do_cliente_da_api_pedem_permissao_e_vem_da_propria_pagina(
    acao: str, cliente_api: ClienteApi, atendente: Usuario, administradora: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    endereco = f"/admin/contas/clienteapi/{cliente_api.pk}/{acao}/"
    dar_permissoes(atendente, "contas.view_clienteapi")
    de_fora = Client(enforce_csrf_checks=True)
    de_fora.force_login(administradora)

    assert entrar(atendente).post(endereco).status_code == 403
    assert de_fora.post(endereco).status_code == 403
    cliente_api_depois = ClienteApi.objects.get(pk=cliente_api.pk)
    assert cliente_api_depois.client_secret == cliente_api.client_secret
