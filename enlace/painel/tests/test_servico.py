"""The page of a service brings what people type to the stored form, and leaves its state to the acts."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.enderecos.models import Endereco
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico, Suspensao
from enlace.servicos.situacao import habilitar, suspender_por_debito
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


def test_o_estado_nao_muda_nesta_pagina(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    pagina = reverse("admin:servicos_clienteservico_change", args=[servico.pk])

    painel.post(pagina, {**formulario(painel, pagina), "status": "suspenso_debito", "data_cancelamento": "2026-01-01"})

    servico.refresh_from_db()
    assert (servico.status_id, servico.data_cancelamento) == ("servico_habilitado", None)
    assert not Suspensao.objects.exists()


def test_pagina_aberta_antes_de_um_ato_nao_o_desfaz_ao_ser_gravada(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    suspender_por_debito(servico=servico, agora=timezone.now())
    pagina = reverse("admin:servicos_clienteservico_change", args=[servico.pk])
    aberta = formulario(painel, pagina)
    habilitar(servico=servico, agora=timezone.now())

    painel.post(pagina, {**aberta, "referencia": "casa azul"})

    guardado = ClienteServico.objects.get(pk=servico.pk)
    assert (guardado.referencia, guardado.status_id) == ("casa azul", "servico_habilitado")
    assert guardado.data_habilitacao == servico.data_habilitacao


def test_a_pagina_leva_aos_atos(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")

    corpo = painel.get(reverse("admin:servicos_clienteservico_change", args=[servico.pk])).content.decode()

    assert reverse("painel:servicos:servico", args=[servico.pk]) in corpo


def test_servico_incluido_aqui_espera_pela_instalacao(painel: Client, mundo: Mundo) -> None:
    pagina = reverse("admin:servicos_clienteservico_add")
    de = ClienteServico.objects.get()
    campos = {"cliente": de.cliente_id, "plano": de.plano_id, "numero_plano": 2, "valor": "10.00"}
    enderecos = {f"endereco_{qual}": mundo[Endereco].pk for qual in ("cadastral", "instalacao", "fiscal", "cobranca")}

    resposta = painel.post(pagina, {**formulario(painel, pagina), **campos, **enderecos, "status": "servico_habilitado"})

    assert resposta.status_code == 302
    assert ClienteServico.objects.get(numero_plano=2).status_id == "aguardando_instalacao"
