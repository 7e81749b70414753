"""Every page of a service opens, says its rule, and costs no more statements than it may."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.painel.conftest import SENHA_DA_TV, SENHA_DE_ACESSO
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ATOS = ("desbloquear", "desconectar", "limpar_mac", "ver_senha", "suspender", "habilitar", "etapa", "cancelar", "mudar_plano")
PAGINAS = ("servico", *ATOS, "mudar_endereco", "editar")
ESTADOS = (
    "servico_habilitado",
    "suspenso_debito",
    "suspenso_pedido_cliente",
    "aguardando_instalacao",
    "aguardando_assinatura_contrato",
)


def endereco(servico: ClienteServico, rota: str) -> str:
    return reverse(f"painel:servicos:{rota}", args=[servico.pk])


@pytest.mark.parametrize("estado", ESTADOS)
@pytest.mark.parametrize("rota", PAGINAS)
def test_abre_em_cada_estado_com_poucos_comandos_e_sem_senha(
    rota: str,
    estado: str,
    painel: Client,
    servico: ClienteServico,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(status=estado)

    with django_assert_max_num_queries(12):
        resposta = painel.get(endereco(servico, rota))

    corpo = resposta.content.decode()
    assert resposta.status_code == 200
    assert "MARIA DA CONCEIÇÃO" in corpo
    assert SENHA_DE_ACESSO not in corpo
    assert SENHA_DA_TV not in corpo
    assert resposta.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize("rota", PAGINAS)
def test_servico_que_nao_existe_nao_e_achado(rota: str, painel: Client) -> None:
    assert painel.get(reverse(f"painel:servicos:{rota}", args=[987654321])).status_code == 404


@pytest.mark.parametrize("rota", ATOS)
def test_o_ato_aberto_numa_janela_e_so_a_sua_parte(rota: str, painel: Client, servico: ClienteServico) -> None:
    corpo = painel.get(endereco(servico, rota), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in corpo
    assert 'id="janela-titulo"' in corpo


@pytest.mark.parametrize("rota", ["mudar_endereco", "editar"])
def test_o_que_e_grande_demais_para_a_janela_leva_a_propria_pagina(rota: str, painel: Client, servico: ClienteServico) -> None:
    pedida = endereco(servico, rota) + "?volta=/painel/clientes/"

    resposta = painel.get(pedida, headers={"HX-Request": "true"})

    assert (resposta.status_code, resposta.headers["HX-Redirect"]) == (204, pedida)
