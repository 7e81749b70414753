"""The page of a service brings what people type to the stored form, and what is kept of its suspensions to its state."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico, Suspensao
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("digitado", "guardado"), [("AABB.CCDD.EE0F", "aa:bb:cc:dd:ee:0f"), ("aa-bb-cc-dd-ee-0f", "aa:bb:cc:dd:ee:0f"), ("", None)]
)
def test_mac_e_aceito_em_qualquer_notacao(painel: Client, mundo: Mundo, digitado: str, guardado: str | None) -> None:
    pagina = reverse("admin:servicos_clienteservico_change", args=[mundo[ClienteServico].pk])

    resposta = painel.post(pagina, {**formulario(painel, pagina), "mac_addr": digitado})

    assert resposta.status_code == 302
    assert ClienteServico.objects.get().mac_addr == guardado


@pytest.mark.parametrize("digitado", ["zz", "aa:bb:cc", "gg:bb:cc:dd:ee:ff"])
def test_mac_que_nao_e_mac_e_recusado_com_uma_frase(painel: Client, mundo: Mundo, digitado: str) -> None:
    pagina = reverse("admin:servicos_clienteservico_change", args=[mundo[ClienteServico].pk])

    resposta = painel.post(pagina, {**formulario(painel, pagina), "mac_addr": digitado})

    assert "Informe um MAC" in resposta.content.decode()


def test_quem_volta_a_habilitar_a_mao_encerra_a_suspensao(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    suspender_por_debito(servico=servico, agora=timezone.now() - timedelta(days=3))
    pagina = reverse("admin:servicos_clienteservico_change", args=[servico.pk])

    painel.post(pagina, {**formulario(painel, pagina), "status": "servico_habilitado"})

    assert Suspensao.objects.get().fim is not None


def test_suspender_a_mao_comeca_uma_suspensao_e_gravar_de_novo_nao_comeca_outra(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    pagina = reverse("admin:servicos_clienteservico_change", args=[servico.pk])

    for _vez in range(2):
        painel.post(pagina, {**formulario(painel, pagina), "status": "suspenso_debito"})

    assert Suspensao.objects.get(cliente_servico=servico).fim is None
