"""Opening an order, alone or out of a ticket."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from enlace.atendimento.models import Atendimento
from enlace.contas.models import Usuario
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db
NOVA = "painel:ordens:nova"


def test_uma_os_sozinha_espera_uma_data(balcao: Client, servico: ClienteServico) -> None:
    tipo = TipoOrdemServico.objects.get(prefixo="instalacao")
    endereco = f"{reverse(NOVA)}?id_cliente_servico={servico.pk}"

    resposta = balcao.post(endereco, {**formulario(balcao, endereco), "tipo_os": tipo.pk, "descricao_os": "Trocar a ONU."})

    ordem = OrdemServico.objects.order_by("pk").last()
    assert ordem is not None
    assert resposta.headers["Location"] == f"/painel/ordens/{ordem.pk}/"
    assert (ordem.status, ordem.descricao_servico, ordem.atendimento) == ("aguardando_agendamento", "Trocar a ONU.", None)


def test_uma_os_do_atendimento_repete_o_que_ele_pede_e_pode_ser_marcada_ja(balcao: Client, mundo: Mundo, ze: Usuario) -> None:
    atendimento = Atendimento.objects.get(pk=mundo[Atendimento].pk)
    tipo = TipoOrdemServico.objects.get(prefixo="instalacao")
    endereco = f"{reverse(NOVA)}?id_atendimento={atendimento.pk}"
    marcada = {"quando": "ja", "dia": AMANHA.isoformat(), "das": "08:00", "ate": "09:00", "tecnicos": [ze.pk]}

    balcao.post(endereco, {**formulario(balcao, endereco), "tipo_os": tipo.pk, **marcada})

    ordem = OrdemServico.objects.filter(atendimento=atendimento).order_by("pk").last()
    assert ordem is not None
    assert (ordem.status, ordem.descricao_servico) == ("pendente", "Sem conexão desde ontem.")
    assert (ordem.data_inicio_programado, ordem.data_termino_programado) == (as_(8), as_(9))


def test_quem_nao_ve_atendimentos_nao_le_o_que_um_deles_pede(
    mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, "ordens_servico.add_ordemservico", "clientes.view_cliente")

    resposta = entrar(atendente).get(reverse(NOVA), {"id_atendimento": mundo[Atendimento].pk})

    assert resposta.status_code == 403


def test_de_um_atendimento_fechado_nao_nasce_os(balcao: Client, mundo: Mundo, bianca: Usuario) -> None:
    atendimento = Atendimento.objects.get(pk=mundo[Atendimento].pk)
    tipo = TipoOrdemServico.objects.get(prefixo="instalacao")
    endereco = f"{reverse(NOVA)}?id_atendimento={atendimento.pk}"
    dados = {**formulario(balcao, endereco), "tipo_os": tipo.pk}
    Atendimento.objects.update(data_fechamento=AGORA, usuario_fechamento=bianca, status_fechamento="concluido")

    resposta = balcao.post(endereco, dados)

    assert resposta.status_code == 422
    assert "já está fechado" in resposta.content.decode()


def test_sem_servico_a_pagina_pergunta_para_quem(balcao: Client, servico: ClienteServico) -> None:
    pagina = balcao.get(reverse(NOVA), {"cliente": "maria"}).content.decode()

    assert f"?id_cliente={servico.cliente_id}" in pagina
