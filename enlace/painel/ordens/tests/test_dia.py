"""A technician's day: what he has, what is left."""

from datetime import timedelta

import pytest

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import uma_ordem
from enlace.painel.ordens import consultas
from enlace.painel.ordens.dia import DiaDoTecnico, montar, por_oferecer
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


def o_dia(*tecnicos: Usuario) -> list[DiaDoTecnico]:
    return montar(AMANHA, ordens=consultas.do_dia(AMANHA), tecnicos=tecnicos, agora=datas.agora())


def em_horas(dia: DiaDoTecnico) -> list[tuple[float, float, bool]]:
    """Each part as (from, until, whether it is free), in hours of the day."""
    horas = timedelta(hours=1)
    return [((t.inicio - as_(0)) / horas, (t.termino - as_(0)) / horas, t.ordem is None) for t in dia.trechos]


def test_o_dia_tem_as_ordens_e_o_que_sobra_entre_elas(servico: ClienteServico, ze: Usuario) -> None:
    uma_ordem(servico, ze, inicio=as_(13))
    uma_ordem(servico, ze, inicio=as_(9))

    (dia,) = o_dia(ze)

    assert em_horas(dia) == [(8, 9, True), (9, 10, False), (10, 13, True), (13, 14, False), (14, 18, True)]
    assert dia.quantas == 2
    assert [(faixa.inicio, faixa.largura) for faixa in dia.faixas] == [(60, 60), (300, 60)]


def test_sobra_de_minutos_nao_e_horario(servico: ClienteServico, ze: Usuario) -> None:
    uma_ordem(servico, ze, inicio=as_(8.25))

    (dia,) = o_dia(ze)

    assert em_horas(dia) == [(8.25, 9.25, False), (9.25, 18, True)]


def test_o_que_foi_feito_tambem_esta_no_dia_e_o_cancelado_nao(servico: ClienteServico, ze: Usuario) -> None:
    feita = {"status": "finalizado", "status_fechamento": "concluido", "usuario_fechamento": ze}
    uma_ordem(servico, ze, inicio=as_(9), **feita)
    uma_ordem(servico, ze, inicio=as_(11), status="cancelado", usuario_fechamento=ze)
    uma_ordem(servico, ze, inicio=as_(13), status="aguardando_agendamento")

    (dia,) = o_dia(ze)

    assert [t.ordem.status for t in dia.trechos if t.ordem] == ["finalizado"]


def test_quem_nao_e_mais_tecnico_aparece_se_ainda_tem_ordem_e_o_que_ninguem_tem_vem_por_ultimo(
    servico: ClienteServico, ze: Usuario
) -> None:
    saiu = Usuario.objects.create(nome="Ana da Torre", email="torre@exemplo.test", is_active=False)
    uma_ordem(servico, saiu, inicio=as_(9))
    OrdemServico.objects.get(pk=uma_ordem(servico, ze, inicio=as_(9)).pk).escalados.all().delete()

    dias = o_dia(ze)

    assert [dia.tecnico for dia in dias] == [saiu, ze, None]
    assert em_horas(dias[-1]) == [(9, 10, False)]


def test_de_hoje_se_oferece_o_que_falta_e_de_ontem_nada() -> None:
    assert por_oferecer(AMANHA, as_(0)) == (as_(8), as_(18))
    assert por_oferecer(AMANHA, as_(9.1)) == (as_(9.25), as_(18))
    assert por_oferecer(AMANHA, as_(9.25)) == (as_(9.25), as_(18))
    assert por_oferecer(AMANHA, as_(17.9)) == (as_(18), as_(18))
    assert por_oferecer(AMANHA, as_(30)) == (as_(18), as_(18))
