"""A disconnection that a person asks for and waits for: outside transactions, as the network is."""

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.radius.models import PedidoAoNas
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.usefixtures("banco_confirmado")


def pedir(painel: Client, servico: ClienteServico) -> tuple[int, str]:
    resposta = painel.post(reverse("painel:servicos:desconectar", args=[servico.pk]))
    return resposta.status_code, resposta.content.decode()


def test_o_que_o_concentrador_nao_fez_e_dito_e_fica_registrado(painel: Client, servico: ClienteServico) -> None:
    PedidoAoNas.objects.all().delete()

    status, corpo = pedir(painel, servico)

    pedido = PedidoAoNas.objects.get()
    assert status == 422
    assert "Nem tudo foi desconectado." in corpo
    assert pedido.explicacao in corpo
    assert (pedido.origem, pedido.tipo) == ("painel", "desconexao")
    assert Registro.objects.filter(acao="desconectar", porta="painel").count() == 1


def test_sem_conexao_nada_e_pedido(painel: Client) -> None:
    status, corpo = pedir(painel, um_servico(estado="servico_habilitado"))

    assert (status, PedidoAoNas.objects.count()) == (422, 0)
    assert "não tem nenhuma conexão ativa agora" in corpo
