"""Users and roles in the panel: drawn passwords are shown once, and nobody gives more than they have."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from oauth2_provider.models import AccessToken

from enlace.auditoria.models import Registro
from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import Setor, Usuario
from enlace.core.datas import agora
from enlace.painel.conftest import Mundo, dar_permissoes
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

NOVO = reverse("painel:configuracao:usuario_novo")
LISTA = reverse("painel:configuracao:usuarios")


@pytest.fixture
def chefe(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """Somebody who keeps users, and may do little else."""
    dar_permissoes(atendente, "contas.view_usuario", "contas.add_usuario", "contas.change_usuario", "clientes.view_cliente")
    return entrar(atendente)


@pytest.fixture
def caio() -> Usuario:
    usuario = Usuario(nome="Caio", email="caio@exemplo.test", is_staff=True)
    usuario.set_password("jabuticaba-do-cerrado")
    usuario.save()
    return usuario


def onde(nome: str, usuario: Usuario) -> str:
    return reverse(f"painel:configuracao:usuario_{nome}" if nome else "painel:configuracao:usuario", args=[usuario.pk])


def segredo_mostrado(pagina: str) -> str:
    return pagina.rpartition('data-copiar="')[2].partition('"')[0]


def papel(nome: str) -> Group:
    return Group.objects.get(name=nome)


def test_usuario_novo_entra_com_a_senha_que_apareceu_uma_vez(painel: Client) -> None:
    setor = Setor.objects.create(descricao="Suporte")
    dados = {"nome": "Bia", "email": "bia@exemplo.test", "painel": "on", "papeis": [papel("Atendente").pk], "setores": [setor.pk]}

    resposta = painel.post(NOVO, {**dados, "ramal": "212", "tecnico": "on", "identificador_interno": ""})

    bia = Usuario.objects.get(email="bia@exemplo.test")
    senha = segredo_mostrado(resposta.content.decode())
    assert bia.check_password(senha)
    assert (bia.is_staff, bia.is_superuser, bia.ramal, bia.tecnico) == (True, False, "212", True)
    assert ([g.name for g in bia.groups.all()], list(bia.setores.all())) == (["Atendente"], [setor])
    depois = Registro.objects.get(tabela="usuario", acao="incluir").depois
    assert depois is not None
    assert (depois["grupos"], depois["password"]) == (["Atendente"], "(oculto)")
    assert senha not in painel.get(onde("", bia)).content.decode()


def test_email_repetido_e_dito_e_nada_se_cria(painel: Client, caio: Usuario) -> None:
    resposta = painel.post(NOVO, {"nome": "Outro", "email": caio.email.upper(), "painel": "on"})

    assert resposta.status_code == 422
    assert Usuario.objects.filter(email__iexact=caio.email).count() == 1


def test_editar_muda_papeis_e_deixa_rastro(painel: Client, caio: Usuario) -> None:
    caio.groups.add(papel("Atendente"))

    painel.post(onde("editar", caio), {**formulario(painel, onde("editar", caio)), "papeis": [papel("Financeiro").pk]})

    assert [g.name for g in caio.groups.all()] == ["Financeiro"]
    registro = Registro.objects.get(tabela="usuario", acao="alterar")
    assert (registro.antes, registro.depois) == ({"grupos": ["Atendente"]}, {"grupos": ["Financeiro"]})


def test_ninguem_da_um_papel_que_pode_mais_do_que_si_mesmo(chefe: Client, caio: Usuario) -> None:
    resposta = chefe.post(onde("editar", caio), {**formulario(chefe, onde("editar", caio)), "papeis": [papel("Administrador").pk]})

    assert resposta.status_code == 422
    assert not caio.groups.exists()


@pytest.mark.parametrize("ato", ["editar", "senha", "ligar"])
def test_quem_pode_mais_fica_fora_do_alcance(chefe: Client, administradora: Usuario, ato: str) -> None:
    antes = Usuario.objects.filter(pk=administradora.pk).values().get()

    resposta = chefe.post(onde(ato, administradora), {"nome": "Eu", "email": "eu@exemplo.test"})

    assert resposta.status_code == 422
    assert Usuario.objects.filter(pk=administradora.pk).values().get() == antes
    assert "Esta pessoa pode mais do que você" in chefe.get(onde("", administradora)).content.decode()


def test_nova_senha_vale_e_a_de_antes_nao(painel: Client, caio: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    sessao = entrar(caio)

    nova = segredo_mostrado(painel.post(onde("senha", caio)).content.decode())

    caio.refresh_from_db()
    assert caio.check_password(nova)
    assert sessao.get(reverse("painel:inicio:inicio")).status_code == 302
    assert nova not in str(list(Registro.objects.values_list("depois")))


def test_nova_senha_encerra_os_tokens_dos_programas_que_entram_com_ela(painel: Client, caio: Usuario) -> None:
    programa, _segredo = criar_cliente_api(nome="CRM", usuario=caio, permissoes=["cliente"])
    AccessToken.objects.create(application=programa, user=caio, token="um", expires=agora() + timedelta(hours=1))

    painel.post(onde("senha", caio))

    assert not AccessToken.objects.exists()


def test_ninguem_se_tira_do_painel(painel: Client, administradora: Usuario) -> None:
    campos = formulario(painel, onde("editar", administradora))

    resposta = painel.post(onde("editar", administradora), {nome: v for nome, v in campos.items() if nome != "painel"})

    assert resposta.status_code == 422
    assert Usuario.objects.get(pk=administradora.pk).is_staff


def test_desativado_sai_na_hora_e_volta_quando_reativado(
    painel: Client, caio: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    sessao = entrar(caio)

    painel.post(onde("ligar", caio), formulario(painel, onde("ligar", caio)))
    fora = sessao.get(reverse("painel:inicio:inicio")).status_code
    painel.post(onde("ligar", caio), formulario(painel, onde("ligar", caio)))

    assert (fora, Usuario.objects.get(pk=caio.pk).is_active) == (302, True)
    assert set(Registro.objects.filter(chave=str(caio.pk)).values_list("acao", flat=True)) == {"desativar", "reativar"}


def test_desativar_mandado_duas_vezes_nao_reativa(painel: Client, caio: Usuario) -> None:
    campos = formulario(painel, onde("ligar", caio))
    painel.post(onde("ligar", caio), campos)

    resposta = painel.post(onde("ligar", caio), campos)

    assert resposta.status_code == 422
    assert "O usuário já está assim." in resposta.content.decode()
    assert not Usuario.objects.get(pk=caio.pk).is_active


@pytest.mark.parametrize("ato", ["senha", "ligar"])
def test_ninguem_se_tranca_fora(painel: Client, administradora: Usuario, ato: str) -> None:
    resposta = painel.post(onde(ato, administradora))

    assert resposta.status_code == 422
    assert "não se faz com o próprio usuário" in resposta.content.decode()
    assert Usuario.objects.get(pk=administradora.pk).is_active


def test_lista_mostra_ativos_e_filtra_por_papel(painel: Client, caio: Usuario) -> None:
    caio.groups.add(papel("Técnico"))
    Usuario.objects.create(nome="Saiu", email="saiu@exemplo.test", is_active=False)

    nomes = {u.nome for u in painel.get(LISTA).context["tabela"].pagina.object_list}
    tecnicos = {u.nome for u in painel.get(LISTA, {"papel": papel("Técnico").pk}).context["tabela"].pagina.object_list}
    desativados = {u.nome for u in painel.get(LISTA, {"situacao": "inativos"}).context["tabela"].pagina.object_list}

    assert (nomes, tecnicos, desativados) == ({"Ana", "Caio"}, {"Caio"}, {"Saiu"})


def test_papeis_dizem_em_portugues_o_que_podem(painel: Client, mundo: Mundo) -> None:
    pagina = painel.get(reverse("painel:configuracao:papeis")).content.decode()

    assert "Desbloquear serviços em confiança" in pagina
    assert "Can view" not in pagina, mundo[Usuario]
