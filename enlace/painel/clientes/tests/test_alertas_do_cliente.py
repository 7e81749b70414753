"""The alerts on a customer's file are those that the API tells of the same customer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.datas import agora
from enlace.enderecos.models import Bairro, Cidade
from enlace.painel.conftest import AGORA, Mundo
from enlace.rede.models import Equipamento, InterfaceConexao, Pop
from enlace.servicos.alertas_do_cliente import alertas_do_cliente
from enlace.servicos.models import Alerta, ClienteServico

pytestmark = pytest.mark.django_db

ALVOS = {
    "cidades": Cidade,
    "bairros": Bairro,
    "pops": Pop,
    "equipamentos": Equipamento,
    "interfaces": InterfaceConexao,
    "grupos_cliente": GrupoCliente,
    "clientes": Cliente,
}


@pytest.fixture
def cliente(mundo: Mundo) -> Cliente:
    """Reached by nothing yet; connected and in a group."""
    Alerta.objects.all().delete()
    cliente = Cliente.objects.get(pk=mundo[Cliente].pk)
    cliente.grupos.add(GrupoCliente.objects.get())
    ClienteServico.objects.update(interface=InterfaceConexao.objects.get())
    return cliente


def um_alerta(**campos: object) -> Alerta:
    padrao: dict[str, object] = {"descricao": "Teste", "texto_alerta": "Fibra rompida.", "data_inicio": AGORA}
    return Alerta.objects.create(**{**padrao, **campos})


def da_api(cliente: Cliente) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select x::bigint from integracao.cliente c, json_array_elements_text(c.alerta_ids) x where c.id_cliente = %s",
            [cliente.pk],
        )
        return [linha[0] for linha in cursor.fetchall()]


def do_painel(cliente: Cliente) -> list[int]:
    return [alerta.id_alerta for alerta in alertas_do_cliente(cliente.pk, agora=agora())]


@pytest.mark.parametrize("alvo", list(ALVOS))
def test_cada_alvo_alcanca_quem_esta_nele(alvo: str, cliente: Cliente, outro_servico: ClienteServico) -> None:
    alerta = um_alerta()
    getattr(alerta, alvo).add(ALVOS[alvo]._base_manager.order_by("pk").first())

    assert do_painel(cliente) == [alerta.pk] == da_api(cliente)
    assert do_painel(outro_servico.cliente) == da_api(outro_servico.cliente)


def test_quem_e_roteado_por_uma_interface_e_alcancado(cliente: Cliente) -> None:
    ClienteServico.objects.update(interface=None, interface_roteamento=InterfaceConexao.objects.get())
    alerta = um_alerta()
    alerta.interfaces.add(InterfaceConexao.objects.get())

    assert do_painel(cliente) == [alerta.pk] == da_api(cliente)


def test_para_todos_alcanca_tambem_quem_nao_tem_servico(cliente: Cliente) -> None:
    ClienteServico.objects.update(status="cancelado", data_cancelamento=AGORA)
    alerta = um_alerta(para_todos=True)
    de_lugar = um_alerta()
    de_lugar.cidades.add(Cidade.objects.get())

    assert do_painel(cliente) == [alerta.pk] == da_api(cliente)


def test_o_que_ainda_nao_vale_ja_acabou_ou_foi_desligado_nao_se_diz(cliente: Cliente) -> None:
    um_alerta(para_todos=True, data_inicio=timezone.now() + timedelta(hours=1))
    um_alerta(para_todos=True, data_fim=timezone.now() - timedelta(hours=1), data_inicio=timezone.now() - timedelta(hours=2))
    um_alerta(para_todos=True, ativo=False)
    um_alerta()

    assert do_painel(cliente) == [] == da_api(cliente)


def test_os_mais_antigos_vem_antes(cliente: Cliente) -> None:
    novo = um_alerta(para_todos=True, texto_alerta="Novo.", data_inicio=AGORA + timedelta(minutes=1))
    velho = um_alerta(para_todos=True, texto_alerta="Velho.")

    ditos = alertas_do_cliente(cliente.pk, agora=agora())

    assert [(alerta.id_alerta, alerta.texto) for alerta in ditos] == [(velho.pk, "Velho."), (novo.pk, "Novo.")]
    assert da_api(cliente) == [velho.pk, novo.pk]
