"""The page of a service brings what people type to the stored form."""

import pytest
from django.test import Client
from django.urls import reverse

from enlace.painel.tests.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico

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
