"""One order, read whole."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import SENHA_DE_ACESSO, uma_ordem
from enlace.painel.ordens.tests.conftest import as_
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


@pytest.fixture
def dele(servico: ClienteServico, ze: Usuario) -> OrdemServico:
    return uma_ordem(servico, ze, inicio=as_(9))


def ficha(navegador: Client, ordem: OrdemServico) -> str:
    resposta = navegador.get(reverse("painel:ordens:ordem", args=[ordem.pk]))
    assert resposta.status_code == 200
    return resposta.content.decode()


def test_a_ficha_diz_onde_para_quem_quando_e_quem_vai(
    painel: Client, dele: OrdemServico, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        pagina = ficha(painel, dele)

    for dito in ("Trocar o conector.", "MARIA DA CONCEIÇÃO", "RUA GOIÁS, 10", "Zé da Rede", 'href="tel:37999912222"', "maria"):
        assert dito in pagina, dito


def test_a_senha_so_se_ve_pela_pagina_que_deixa_rastro(na_rua: Client, balcao: Client, dele: OrdemServico) -> None:
    ver = reverse("painel:servicos:ver_senha", args=[dele.cliente_servico_id])

    assert ver in ficha(na_rua, dele)
    assert ver not in ficha(balcao, dele)
    assert SENHA_DE_ACESSO not in ficha(na_rua, dele)


def test_o_mapa_abre_nas_coordenadas_ou_no_endereco(na_rua: Client, dele: OrdemServico) -> None:
    assert "query=RUA+GOI%C3%81S%2C+10%2C+Centro" in ficha(na_rua, dele)
    Endereco.objects.update(latitude="-20.1446", longitude="-44.8912")

    assert "query=-20.1446000%2C-44.8912000" in ficha(na_rua, dele)


def test_cada_um_acha_os_botoes_do_que_pode_fazer_agora(
    na_rua: Client, balcao: Client, dele: OrdemServico, servico: ClienteServico, administradora: Usuario
) -> None:
    def botoes(navegador: Client, ordem: OrdemServico) -> set[str]:
        pagina = ficha(navegador, ordem)
        atos = ("agendar", "desmarcar", "iniciar", "finalizar", "cancelar")
        return {ato for ato in atos if f'href="{reverse(f"painel:ordens:{ato}", args=[ordem.pk])}"' in pagina}

    de_outro = uma_ordem(servico, administradora, inicio=as_(9))
    assert botoes(na_rua, dele) == {"iniciar"}
    assert botoes(na_rua, de_outro) == set()
    assert botoes(balcao, dele) == {"agendar", "desmarcar", "iniciar", "cancelar"}
    OrdemServico.objects.filter(pk=dele.pk).update(data_inicio_executado=as_(9))
    assert botoes(na_rua, dele) == {"finalizar"}
    assert botoes(balcao, dele) == {"finalizar", "cancelar"}


def test_a_historia_diz_como_acabou(na_rua: Client, servico: ClienteServico, ze: Usuario) -> None:
    fim = {"usuario_fechamento": ze, "descricao_fechamento": "Ninguém <i>atendeu</i>."}

    pagina = ficha(na_rua, uma_ordem(servico, ze, inicio=as_(9), status="cancelado", **fim))

    assert "Cancelada por Zé da Rede" in pagina
    assert "Ninguém &lt;i&gt;atendeu&lt;/i&gt;." in pagina
