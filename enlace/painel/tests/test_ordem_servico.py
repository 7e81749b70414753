"""Service orders in the panel: found by what people have at hand, on the agenda, read whole."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client

from enlace.atendimento.models import Atendimento
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import AGORA, Mundo, um_atendimento, uma_ordem
from enlace.painel.tests.muitos import lidas_inteiras, um_entre_muitos
from enlace.painel.tests.navegador import listados, pagina
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ORDENS = "admin:ordens_servico_ordemservico_changelist"


def test_uma_ordem_se_acha_pelo_numero_pelo_protocolo_ou_pelo_codigo_do_cliente(
    painel: Client, mundo: Mundo, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    dele = uma_ordem(outro_servico, administradora, inicio=AGORA, numero_ordem_servico=7_000_001)

    assert listados(painel, ORDENS, q="7000001") == [dele]
    assert listados(painel, ORDENS, q=outro_servico.cliente.codigo_cliente) == [dele]
    assert listados(painel, ORDENS, q=mundo[Atendimento]) == [mundo[OrdemServico]]
    assert listados(painel, ORDENS, q="CAIO") == []


def test_a_busca_de_ordens_le_poucas_linhas_de_uma_tabela_grande(
    painel: Client, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    atendimento = um_atendimento(outro_servico, administradora, protocolo="202605041200002")
    dele = uma_ordem(outro_servico, administradora, inicio=AGORA, atendimento=atendimento, numero_ordem_servico=7_000_001)
    um_entre_muitos(atendimento, dele)

    for termo in ("7000001", atendimento.protocolo, outro_servico.cliente.codigo_cliente, "999999999"):
        assert lidas_inteiras(partial(listados, painel, ORDENS, q=termo)) == set(), termo


def test_a_agenda_mostra_o_que_esta_marcado_por_dia(painel: Client, servico: ClienteServico, administradora: Usuario) -> None:
    OrdemServico.objects.all().delete()
    meio_dia = datas.agora().astimezone(AGORA.tzinfo).replace(hour=15, minute=0)
    hoje, amanha, semana, passada = (
        uma_ordem(servico, administradora, inicio=meio_dia + timedelta(days=dias)) for dias in (0, 1, 5, -3)
    )
    encerrada = uma_ordem(
        servico,
        administradora,
        inicio=meio_dia,
        status="finalizado",
        usuario_fechamento=administradora,
        status_fechamento="concluido",
    )

    assert listados(painel, ORDENS, agenda="hoje") == [hoje]
    assert listados(painel, ORDENS, agenda="amanha") == [amanha]
    assert set(listados(painel, ORDENS, agenda="semana")) == {hoje, amanha, semana}
    assert passada in listados(painel, ORDENS, agenda="atrasadas")
    assert amanha not in listados(painel, ORDENS, agenda="atrasadas")
    assert listados(painel, ORDENS, andamento="encerradas") == [encerrada]
    assert set(listados(painel, ORDENS, andamento="pendente")) == {hoje, amanha, semana, passada}


def test_as_ordens_de_um_tecnico(painel: Client, servico: ClienteServico, atendente: Usuario) -> None:
    Usuario.objects.filter(pk=atendente.pk).update(tecnico=True)
    dele = uma_ordem(servico, atendente, inicio=AGORA)

    assert listados(painel, ORDENS, tecnico=atendente.pk) == [dele]
    assert listados(painel, ORDENS, tecnico="x") == []


def test_a_ficha_da_ordem_mostra_tecnicos_e_leva_ao_atendimento(painel: Client, mundo: Mundo, atendente: Usuario) -> None:
    ordem = OrdemServico.objects.get(pk=mundo[OrdemServico].pk)
    ordem.escalados.update(usuario=atendente)

    corpo = painel.get(pagina(ordem)).content.decode()

    assert "Zé" in corpo
    assert pagina(mundo[Atendimento]) in corpo
