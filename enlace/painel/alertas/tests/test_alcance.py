"""Whom an alert reaches: the preview says what the API does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.datas import agora
from enlace.enderecos.models import Bairro, Cidade
from enlace.painel.conftest import Mundo
from enlace.rede.models import Equipamento, InterfaceConexao, Pop
from enlace.servicos.alertas import Alvos, DadosDoAlerta, alcance, criar_alerta
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

AUTOR = Autor(porta="painel", id_usuario=None)
# What each kind of target is in the small world.
ALVOS: dict[str, type[Any]] = {
    "cidades": Cidade,
    "bairros": Bairro,
    "pops": Pop,
    "equipamentos": Equipamento,
    "interfaces": InterfaceConexao,
    "grupos_cliente": GrupoCliente,
    "clientes": Cliente,
}


@pytest.fixture
def maria(servico: ClienteServico, mundo: Mundo) -> ClienteServico:
    """A service that every kind of target reaches."""
    servico.interface = InterfaceConexao.objects.get()
    servico.save()
    servico.cliente.grupos.add(GrupoCliente.objects.get(pk=mundo[GrupoCliente].pk))
    return servico


def um_alvo(tipo: str, mundo: Mundo) -> Alvos:
    chaves: dict[str, Any] = {tipo: frozenset({mundo[ALVOS[tipo]].pk})}
    return Alvos(**chaves)


def pela_api(alvos: Alvos) -> set[int]:
    """Who has the alert with these targets, by the documents of the API."""
    dados = DadosDoAlerta(descricao="Teste", texto="Aviso", inicio=agora() - timedelta(hours=1), alvos=alvos)
    alerta = criar_alerta(dados, autor=AUTOR)
    with connection.cursor() as cursor:
        cursor.execute("select id_cliente from integracao.cliente where alerta_ids::jsonb @> to_jsonb(%s::bigint)", [alerta.pk])
        return {linha[0] for linha in cursor.fetchall()}


def previstos(alvos: Alvos) -> set[int]:
    return {cliente.id_cliente for cliente in alcance(alvos, primeiros=100).primeiros}


@pytest.mark.parametrize("tipo", ALVOS)
def test_a_previa_alcanca_os_mesmos_que_a_api(
    tipo: str, maria: ClienteServico, outro_servico: ClienteServico, mundo: Mundo
) -> None:
    alvos = um_alvo(tipo, mundo)

    assert maria.cliente_id in previstos(alvos)
    assert previstos(alvos) == pela_api(alvos)
    assert outro_servico.cliente_id in previstos(Alvos(para_todos=True))


@pytest.mark.parametrize("tipo", ["cidades", "pops", "interfaces"])
def test_servico_cancelado_nao_conta_nem_na_previa_nem_na_api(tipo: str, maria: ClienteServico, mundo: Mundo) -> None:
    ClienteServico.objects.filter(pk=maria.pk).update(status="cancelado", data_cancelamento=agora())

    alvos = um_alvo(tipo, mundo)

    assert maria.cliente_id not in previstos(alvos)
    assert previstos(alvos) == pela_api(alvos)


def test_quem_so_e_roteado_pelo_equipamento_tambem_e_alcancado(maria: ClienteServico, mundo: Mundo) -> None:
    ClienteServico.objects.filter(pk=maria.pk).update(interface=None, interface_roteamento=InterfaceConexao.objects.get())
    alvos = um_alvo("equipamentos", mundo)

    assert previstos(alvos) == pela_api(alvos) == {maria.cliente_id}


def test_todos_alcanca_ate_quem_nao_tem_servico(mundo: Mundo) -> None:
    sem_servico = Cliente.objects.create(nome_razaosocial="IVO", tipo_pessoa="pf", data_cadastro=agora())

    alcancados = alcance(Alvos(para_todos=True), primeiros=100)

    assert alcancados.quantos == Cliente.objects.count()
    assert sem_servico.pk in {cliente.id_cliente for cliente in alcancados.primeiros}
    assert mundo[Cliente].pk in pela_api(Alvos(para_todos=True))


def test_quem_esta_em_dois_alvos_conta_uma_vez_e_so_os_primeiros_vem_com_nome(maria: ClienteServico, mundo: Mundo) -> None:
    dois = Alvos(cidades=frozenset({mundo[Cidade].pk}), clientes=frozenset({maria.cliente_id}))

    assert alcance(dois, primeiros=1).quantos == len(previstos(dois))
    assert [cliente.nome for cliente in alcance(dois, primeiros=1).primeiros] == ["MARIA DA CONCEIÇÃO"]


def test_ninguem_e_ninguem(mundo: Mundo) -> None:
    assert alcance(Alvos()).quantos == 0
    assert mundo[Cliente].pk not in previstos(Alvos())
