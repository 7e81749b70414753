"""The agenda of a day, through its page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import AGORA, um_atendimento, uma_ordem
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.painel.tests.muitos import lidas_inteiras, um_entre_muitos
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db
AGENDA = "painel:ordens:agenda"


def abrir(navegador: Client, dia: object = AMANHA) -> str:
    resposta = navegador.get(reverse(AGENDA), {"dia": str(dia)})
    assert resposta.status_code == 200
    return resposta.content.decode()


def test_o_dia_mostra_as_ordens_de_cada_tecnico_e_o_que_esta_livre(balcao: Client, servico: ClienteServico, ze: Usuario) -> None:
    ordem = uma_ordem(servico, ze, inicio=as_(9))

    pagina = abrir(balcao)

    assert f"OS {ordem.numero_ordem_servico}" in pagina
    livres = [(f"{inicio:%H:%M}", f"{fim:%H:%M}") for inicio, fim in ((as_(8), as_(9)), (as_(10), as_(18)))]
    assert all(re.search(rf"{inicio}.{fim} livre", pagina) for inicio, fim in livres)
    assert f"OS {ordem.numero_ordem_servico}" not in abrir(balcao, AMANHA + timedelta(days=1))


def test_sem_dia_ou_com_um_que_nao_existe_e_hoje(balcao: Client) -> None:
    for dia in ("", "2026-02-31", "amanhã"):
        assert balcao.get(reverse(AGENDA), {"dia": dia}).context["dia"] == datas.hoje()


def test_a_semana_conta_as_ordens_de_cada_dia(balcao: Client, servico: ClienteServico, ze: Usuario) -> None:
    uma_ordem(servico, ze, inicio=as_(9))
    uma_ordem(servico, ze, inicio=as_(23))
    uma_ordem(servico, ze, inicio=as_(11), status="cancelado", usuario_fechamento=ze)

    semana = balcao.get(reverse(AGENDA), {"dia": str(AMANHA)}).context["semana"]

    assert len(semana) == 7
    assert semana[0].dia.weekday() == 0
    assert {um.dia: um.quantas for um in semana if um.quantas} == {AMANHA: 2}


def test_um_dia_sem_ordens_leva_ao_proximo_que_tem(balcao: Client, servico: ClienteServico, ze: Usuario) -> None:
    uma_ordem(servico, ze, inicio=as_(9))
    uma_ordem(servico, ze, inicio=as_(11))

    uma_semana_antes = abrir(balcao, AMANHA - timedelta(days=7))

    assert f'<a href="?dia={AMANHA}">' in uma_semana_antes
    assert "As próximas" not in abrir(balcao, AMANHA)
    assert "As próximas" not in abrir(balcao, AMANHA + timedelta(days=1))


def test_o_que_espera_uma_data_esta_ao_lado_para_quem_agenda(
    balcao: Client, na_rua: Client, servico: ClienteServico, ze: Usuario
) -> None:
    ordem = uma_ordem(servico, ze, inicio=as_(9), status="aguardando_agendamento")
    agendar = reverse("painel:ordens:agendar", args=[ordem.pk])

    assert agendar in abrir(balcao)
    assert f"OS {ordem.numero_ordem_servico}" in abrir(na_rua)
    assert agendar not in abrir(na_rua)


def test_o_tecnico_acha_o_proprio_dia_primeiro(balcao: Client, na_rua: Client, ze: Usuario) -> None:
    ana = Usuario.objects.create(nome="Ana da Torre", email="torre@exemplo.test", tecnico=True)

    def tecnicos(navegador: Client) -> list[Usuario]:
        return [dia.tecnico for dia in navegador.get(reverse(AGENDA)).context["dias"]]

    assert tecnicos(balcao) == [ana, ze]
    assert tecnicos(na_rua) == [ze, ana]


def test_sem_tecnicos_a_pagina_diz_como_ter(balcao: Client) -> None:
    assert "Não há técnicos" in abrir(balcao)


def test_um_dia_cheio_custa_o_mesmo_que_um_vazio(
    painel: Client, servico: ClienteServico, ze: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    uma_ordem(servico, ze, inicio=as_(6))
    uma_ordem(servico, ze, inicio=as_(6), status="aguardando_agendamento")
    with django_assert_max_num_queries(12) as com_uma:
        abrir(painel)
    for hora in range(7, 19):
        uma_ordem(servico, ze, inicio=as_(hora))
        uma_ordem(servico, ze, inicio=as_(hora), status="aguardando_agendamento")

    with django_assert_max_num_queries(12) as com_muitas:
        abrir(painel)

    assert len(com_uma) == len(com_muitas)


def test_um_dia_se_le_pelo_seu_indice(balcao: Client, outro_servico: ClienteServico, administradora: Usuario) -> None:
    ordem = uma_ordem(outro_servico, administradora, inicio=AGORA)
    um_entre_muitos(um_atendimento(outro_servico, administradora, protocolo="1"), ordem)
    # The many were all planned for one instant: the day that is read is another.
    OrdemServico.objects.filter(pk=ordem.pk).update(data_inicio_programado=as_(9), data_termino_programado=as_(10))

    assert lidas_inteiras(lambda: abrir(balcao)) == set()
