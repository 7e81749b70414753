"""What tickets and service orders have in common in the panel: changed by nobody, listed in few statements."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento
from enlace.contas.models import Usuario
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes, um_atendimento, uma_ordem
from enlace.painel.tests.navegador import listados, pagina
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ATENDIMENTOS = "admin:atendimento_atendimento_changelist"
ORDENS = "admin:ordens_servico_ordemservico_changelist"


@pytest.mark.parametrize("modelo", [Atendimento, OrdemServico])
def test_quem_so_pode_ver_ve_tudo_e_ninguem_muda_nada(
    modelo: type[models.Model],
    painel: Client,
    mundo: Mundo,
    atendente: Usuario,
    entrar: Callable[[Usuario], Client],
) -> None:
    ficha = mundo[modelo]
    dar_permissoes(atendente, f"{modelo._meta.app_label}.view_{modelo._meta.model_name}")

    corpo = entrar(atendente).get(pagina(ficha)).content.decode()

    assert ("Reiniciei o rádio." if modelo is Atendimento else "Ana") in corpo
    assert painel.post(pagina(ficha), {"descricao_abertura": "x"}).status_code == 403
    assert painel.post(pagina(ficha, "delete"), {"post": "yes"}).status_code == 403
    assert entrar(atendente).post(pagina(ficha), {}).status_code == 403


@pytest.mark.parametrize(("lista", "maximo"), [(ATENDIMENTOS, 16), (ORDENS, 16)])
def test_a_lista_faz_o_mesmo_numero_de_consultas_com_uma_linha_ou_com_trinta(
    lista: str,
    maximo: int,
    painel: Client,
    servico: ClienteServico,
    administradora: Usuario,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for numero in range(30):
        atendimento = um_atendimento(servico, administradora, protocolo=f"2026050412000{numero:02d}9")
        uma_ordem(servico, administradora, inicio=AGORA - timedelta(hours=numero + 1), atendimento=atendimento)

    with django_assert_max_num_queries(maximo):
        linhas = listados(painel, lista)

    assert len(linhas) == 31


def test_o_menu_tem_um_grupo_de_atendimento(painel: Client) -> None:
    corpo = painel.get("/admin/").content.decode()

    assert reverse(ATENDIMENTOS) in corpo
    assert reverse(ORDENS) in corpo
    assert reverse("admin:contas_setor_changelist") in corpo
