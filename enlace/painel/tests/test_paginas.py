"""Every page of the admin, walked through the site's own register."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.admin import PainelModelAdmin
from enlace.core.segredos import SEGREDOS
from enlace.enderecos.models import Endereco
from enlace.painel.conftest import (
    CHAVE_DO_MAPA,
    SEGREDO_DO_NAS,
    SEGREDOS_DAS_MENSAGENS,
    SENHA_DA_TV,
    SENHA_DE_ACESSO,
    Mundo,
    um_servico,
)
from enlace.planos.models import Plano
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

# The list of a table of one row leads to that row.
SEM_LISTA = {"provedor", "configuracao_push", "configuracao_radius", "regra_desbloqueio"}
MODELOS = sorted(admin.site._registry, key=lambda modelo: modelo._meta.label)


def endereco(modelo: type[models.Model], pagina: str, *args: object) -> str:
    return reverse(f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_{pagina}", args=args)


def paginas(modelo: type[models.Model], mundo: Mundo) -> list[str]:
    ficha = mundo[modelo]
    return [endereco(modelo, "changelist"), endereco(modelo, "add"), endereco(modelo, "change", ficha.pk)]


def test_so_paginas_que_deixam_rastro_entram_no_painel() -> None:
    fora = [modelo for modelo, pagina in admin.site._registry.items() if not isinstance(pagina, PainelModelAdmin)]

    assert not fora
    assert not {modelo._meta.app_label for modelo in MODELOS} & {"oauth2_provider", "procrastinate", "admin", "sessions"}


@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_cada_pagina_abre_para_quem_pode_tudo(modelo: type[models.Model], mundo: Mundo, painel: Client) -> None:
    lista, inclusao, ficha = paginas(modelo, mundo)
    pagina = admin.site._registry[modelo]
    pedido = painel.get("/admin/").wsgi_request

    esperado_na_lista = 302 if modelo._meta.db_table in SEM_LISTA else 200
    assert painel.get(lista).status_code == esperado_na_lista
    assert painel.get(f"{lista}?q=maria").status_code == esperado_na_lista
    assert painel.get(inclusao).status_code == (200 if pagina.has_add_permission(pedido) else 403)
    assert painel.get(ficha).status_code == 200


@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_cada_pagina_se_fecha_para_quem_nao_tem_permissao(
    modelo: type[models.Model], mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    navegador = entrar(atendente)

    assert [navegador.get(pagina).status_code for pagina in paginas(modelo, mundo)] == [403, 403, 403]
    assert [Client().get(pagina).status_code for pagina in paginas(modelo, mundo)] == [302, 302, 302]


@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_nenhuma_pagina_leva_um_segredo_ao_navegador(modelo: type[models.Model], mundo: Mundo, painel: Client) -> None:
    hash_do_cliente_api = mundo[next(m for m in MODELOS if m._meta.model_name == "clienteapi")].client_secret  # type: ignore[attr-defined]

    for pagina in paginas(modelo, mundo):
        corpo = painel.get(pagina).content.decode()

        segredos = (SENHA_DE_ACESSO, SENHA_DA_TV, CHAVE_DO_MAPA, hash_do_cliente_api, SEGREDO_DO_NAS, *SEGREDOS_DAS_MENSAGENS)
        assert not [segredo for segredo in segredos if segredo in corpo]
        assert "pbkdf2" not in corpo
        assert "scrypt" not in corpo


@pytest.mark.usefixtures("mundo")
@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_nenhuma_lista_responde_se_um_segredo_comeca_com_alguma_coisa(modelo: type[models.Model], painel: Client) -> None:
    lista = endereco(modelo, "changelist")
    segredos = {*SEGREDOS, *(f"senhas__{nome}" for nome in SEGREDOS), *(f"user__{nome}" for nome in SEGREDOS)}

    respostas = {painel.get(lista, {f"{segredo}__startswith": "S"}).status_code for segredo in segredos}

    # The list of a table of one row leads to that row whatever is asked.
    assert respostas == {302 if modelo._meta.db_table in SEM_LISTA else 400}


@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_todo_campo_secreto_de_uma_pagina_esta_na_lista_dos_segredos(modelo: type[models.Model]) -> None:
    pagina = admin.site._registry[modelo]
    secretos = {nome for parte in (pagina, *pagina.inlines) for nome in getattr(parte, "campos_secretos", ())}

    assert secretos <= SEGREDOS


@pytest.mark.parametrize("modelo", MODELOS, ids=lambda modelo: modelo._meta.label)
def test_a_busca_por_cinco_mil_algarismos_nao_derruba_a_pagina(modelo: type[models.Model], mundo: Mundo, painel: Client) -> None:
    resposta = painel.get(endereco(modelo, "changelist"), {"q": "9" * 5_000})

    assert resposta.status_code == (302 if mundo[modelo]._meta.db_table in SEM_LISTA else 200)


@pytest.mark.parametrize("modelo", [Cliente, ClienteServico, Endereco], ids=lambda modelo: modelo._meta.label)
def test_a_lista_faz_o_mesmo_numero_de_consultas_com_uma_linha_ou_com_trinta(
    modelo: type[models.Model], mundo: Mundo, painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for numero in range(30):
        cliente = Cliente.objects.create(nome_razaosocial=f"MARIA {numero}", tipo_pessoa="pf", data_cadastro="2026-01-01T00:00Z")
        local = Endereco.objects.create(endereco="RUA A", bairro=mundo[Endereco].bairro, cep="35500001")  # type: ignore[attr-defined]
        um_servico(cliente, Plano.objects.get(), local, login=f"maria{numero}")

    with django_assert_max_num_queries(14):
        resposta = painel.get(endereco(modelo, "changelist"))

    assert resposta.context["cl"].result_count == 31


def achados(painel: Client, modelo: type[models.Model], termo: str) -> list[models.Model]:
    resposta = painel.get(endereco(modelo, "changelist"), {"q": termo})
    assert resposta.status_code == 200
    return list(resposta.context["cl"].result_list)


@pytest.mark.parametrize(
    ("modelo", "termo"),
    [
        (Cliente, "conceicao"),
        (Cliente, "(37) 99991-2222"),
        (Cliente, "5537999912222"),
        (ClienteServico, "MARIA"),
        (ClienteServico, "conceição"),
        (Endereco, "35500-001"),
    ],
)
def test_a_busca_das_tabelas_grandes_acha_pelo_que_tem_indice(
    modelo: type[models.Model], termo: str, mundo: Mundo, painel: Client
) -> None:
    assert achados(painel, modelo, termo) == [mundo[modelo]]


@pytest.mark.parametrize(
    ("modelo", "termo"),
    [
        (Cliente, "jose"),
        (Cliente, "99999999999999999999"),
        (Cliente, "%"),
        (ClienteServico, "10.0.0.1"),
        (ClienteServico, "aa-bb-cc-dd-ee-ff"),
        (ClienteServico, "99999999999999999999"),
        (Endereco, "goiás"),
        (Endereco, "99999999999999999999"),
    ],
)
@pytest.mark.usefixtures("mundo")
def test_a_busca_das_tabelas_grandes_nao_acha_o_que_nao_ha(modelo: type[models.Model], termo: str, painel: Client) -> None:
    assert achados(painel, modelo, termo) == []


def test_escolher_um_cliente_num_formulario_e_uma_busca_e_nao_uma_lista(mundo: Mundo, painel: Client) -> None:
    busca = painel.get(
        reverse("admin:autocomplete"),
        {"app_label": "servicos", "model_name": "clienteservico", "field_name": "cliente", "term": "conceic"},
    )

    assert [escolha["text"] for escolha in busca.json()["results"]] == [str(mundo[Cliente])]


def test_o_menu_mostra_so_o_que_a_pessoa_pode_ver(painel: Client, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    lista = endereco(Cliente, "changelist")

    assert lista in painel.get("/admin/").content.decode()
    assert lista not in entrar(atendente).get("/admin/").content.decode()
