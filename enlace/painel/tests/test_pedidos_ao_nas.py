"""The page of what was asked of concentrators."""

import pytest
from django.test import Client

from enlace.painel.conftest import Mundo
from enlace.radius.models import PedidoAoNas
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db
LISTA = "/admin/radius/pedidoaonas/"


@pytest.fixture
def pedido(mundo: Mundo) -> PedidoAoNas:
    ClienteServico.objects.filter(pk=mundo[ClienteServico].pk).update(login="Bianca@isp")
    return PedidoAoNas.objects.get()


def test_a_ficha_diz_o_que_houve(painel: Client, pedido: PedidoAoNas) -> None:
    pagina = painel.get(f"{LISTA}{pedido.pk}/change/").content.decode()

    assert "O equipamento tem a conexão, mas não pode derrubá-la" in pagina


@pytest.mark.parametrize(("termo", "acha"), [("bianca@ISP", True), ("bianca", False), ("{servico}", True), ("999999", False)])
def test_acha_se_pelo_login_e_pelo_codigo_do_servico(painel: Client, pedido: PedidoAoNas, *, termo: str, acha: bool) -> None:
    lista = painel.get(LISTA, {"q": termo.format(servico=pedido.cliente_servico_id)})

    assert (f"{LISTA}{pedido.pk}/change/" in lista.content.decode()) is acha


@pytest.mark.parametrize("pagina", ["add/", "{pk}/delete/"])
def test_ninguem_escreve_nem_apaga(painel: Client, pedido: PedidoAoNas, pagina: str) -> None:
    assert painel.get(LISTA + pagina.format(pk=pedido.pk)).status_code == 403
