"""The page of an alert."""

import pytest
from django.test import Client

from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.rede.models import Pop
from enlace.servicos.models import Alerta

pytestmark = pytest.mark.django_db

INCLUIR = "/admin/servicos/alerta/add/"
AVISO = {"descricao": "Manutenção", "texto_alerta": "Estamos a caminho."}


def test_alerta_para_ninguem_e_recusado(painel: Client) -> None:
    resposta = painel.post(INCLUIR, {**formulario(painel, INCLUIR), **AVISO})

    assert "Diga para quem é o alerta" in resposta.content.decode()
    assert not Alerta.objects.filter(descricao="Manutenção").exists()


def test_alerta_com_um_alvo_e_guardado(painel: Client, mundo: Mundo) -> None:
    resposta = painel.post(INCLUIR, {**formulario(painel, INCLUIR), **AVISO, "pops": [str(mundo[Pop].pk)]})

    assert resposta.status_code == 302, resposta.context["errors"]

    assert list(Alerta.objects.get(descricao="Manutenção").pops.all()) == [mundo[Pop]]
