"""How many sessions are online, every five minutes."""

from datetime import datetime, timedelta

import pytest

from enlace.radius.amostragem import GUARDA, JANELA, PASSO, amostrar
from enlace.radius.models import Sessao, SessoesOnline
from enlace.radius.tests.sessoes import HORA, MEIO_DIA, uma_sessao

pytestmark = pytest.mark.django_db

MINUTO = timedelta(minutes=1)


def amostras() -> dict[datetime, int]:
    return dict(SessoesOnline.objects.values_list("quando", "quantas"))


def test_a_primeira_vez_preenche_as_ultimas_24_horas_pelas_proprias_sessoes() -> None:
    uma_sessao(inicio=MEIO_DIA - 48 * HORA, fim=MEIO_DIA - 20 * HORA, login="de anteontem")
    uma_sessao(inicio=MEIO_DIA - 2 * HORA, fim=MEIO_DIA - HORA, login="de hoje")
    uma_sessao(inicio=MEIO_DIA - 90 * MINUTO, fim=None, login="aberta")
    uma_sessao(inicio=MEIO_DIA - 60 * HORA, fim=MEIO_DIA - 30 * HORA, login="de antes")

    amostrar(agora=MEIO_DIA)

    contadas = amostras()
    assert sorted(contadas) == [MEIO_DIA - n * PASSO for n in reversed(range(JANELA // PASSO))]
    assert contadas[MEIO_DIA - JANELA + PASSO] == 1
    assert contadas[MEIO_DIA - 20 * HORA - PASSO] == 1
    # An end is the instant from which it is not there any more, a beginning the one from which it is.
    assert contadas[MEIO_DIA - 20 * HORA] == 0
    assert contadas[MEIO_DIA - 2 * HORA] == 1
    assert contadas[MEIO_DIA - 90 * MINUTO] == 2
    assert contadas[MEIO_DIA - HORA] == 1
    assert contadas[MEIO_DIA] == 1


def test_uma_sessao_que_cabe_entre_duas_contagens_nao_e_vista_por_nenhuma() -> None:
    uma_sessao(inicio=MEIO_DIA - 9 * MINUTO, fim=MEIO_DIA - 6 * MINUTO)
    uma_sessao(inicio=MEIO_DIA - 9 * MINUTO, fim=MEIO_DIA - 4 * MINUTO, login="outra")

    amostrar(agora=MEIO_DIA)

    assert {quando: quantas for quando, quantas in amostras().items() if quantas} == {MEIO_DIA - PASSO: 1}


def test_conta_no_passo_em_que_se_esta_e_uma_vez_so() -> None:
    uma_sessao(inicio=MEIO_DIA - HORA, fim=None)
    amostrar(agora=MEIO_DIA + 3 * MINUTO)
    uma_sessao(inicio=MEIO_DIA + 4 * MINUTO, fim=None, login="outra")

    amostrar(agora=MEIO_DIA + 4 * MINUTO)

    assert amostras()[MEIO_DIA] == 1
    assert max(amostras()) == MEIO_DIA


def test_uma_hora_sem_trabalhador_e_preenchida_e_o_que_foi_contado_fica() -> None:
    aberta = uma_sessao(inicio=MEIO_DIA - 48 * HORA, fim=None)
    amostrar(agora=MEIO_DIA - HORA)
    Sessao.objects.filter(pk=aberta.pk).delete()

    amostrar(agora=MEIO_DIA)

    contadas = amostras()
    assert contadas[MEIO_DIA - HORA] == 1
    assert contadas[MEIO_DIA - 30 * MINUTO] == 0
    assert len([quando for quando in contadas if quando > MEIO_DIA - JANELA]) == JANELA // PASSO


def test_o_que_passa_da_guarda_e_esquecido() -> None:
    SessoesOnline.objects.create(quando=MEIO_DIA - GUARDA, quantas=7)
    SessoesOnline.objects.create(quando=MEIO_DIA - GUARDA - PASSO, quantas=8)

    amostrar(agora=MEIO_DIA)

    assert min(amostras()) == MEIO_DIA - GUARDA
