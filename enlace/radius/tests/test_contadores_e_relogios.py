"""Counters that overflow and clocks that lie, through FreeRADIUS."""

from datetime import UTC, datetime

import pytest

from enlace.core import datas
from enlace.radius.nas.atributos import Tipo
from enlace.radius.tests.concentrador import FIM, SINAL, atributo
from enlace.radius.tests.conexao import DIA, GIB4, MINUTO, SEGUNDO, Conexao, perto, relogio, voltas
from enlace.radius.tests.tabelas import sessao

pytestmark = pytest.mark.usefixtures("banco_confirmado")


def test_fim_sem_contadores_nem_causa_mantem_o_que_se_sabia(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=10, saida=20)
    assert conexao.nas.contabilizar(FIM, *conexao.sempre)

    unica = sessao()
    assert (unica.entrada, unica.saida, unica.causa) == (10, 20, "Unknown")
    assert unica.duracao >= 60


@pytest.mark.parametrize("tipo", [SINAL, FIM])
def test_pacote_com_tempo_e_sem_contadores_nao_e_uma_volta_deles(conexao: Conexao, tipo: int) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=10, saida=20)

    assert conexao.nas.contabilizar(tipo, *conexao.sempre, atributo(Tipo.ACCT_SESSION_TIME, 120))

    unica = sessao()
    assert (unica.duracao, unica.entrada, unica.saida) == (120, 10, 20)


def test_mais_de_4_gib_com_contagem_de_voltas(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(*voltas(2, 1), tempo=60, entrada=4_000_000_000, saida=5)
    no_meio = sessao()
    conexao.termina(*voltas(3, 1), tempo=120, entrada=1, saida=6)

    assert (no_meio.entrada, no_meio.saida) == (2 * GIB4 + 4_000_000_000, GIB4 + 5)
    assert (sessao().entrada, sessao().saida) == (3 * GIB4 + 1, GIB4 + 6)


def test_mais_de_4_gib_de_quem_nao_conta_as_voltas(conexao: Conexao) -> None:
    conexao.inicia()
    for tempo, entrada in ((60, 4_000_000_000), (120, 1_000), (180, 4_100_000_000), (240, 500)):
        conexao.sinaliza(tempo=tempo, entrada=entrada, saida=tempo)
    conexao.sinaliza(tempo=60, entrada=4_000_000_000, saida=60)
    conexao.termina(tempo=240, entrada=600, saida=241)

    unica = sessao()
    assert (unica.entrada, unica.saida) == (2 * GIB4 + 600, 241)


@pytest.mark.parametrize("instante", [datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)])
def test_relogio_que_mente_e_trocado_pelo_nosso(conexao: Conexao, instante: datetime) -> None:
    conexao.inicia(relogio(instante))
    conexao.sinaliza(relogio(instante), tempo=5)
    conexao.termina(relogio(instante), tempo=10)

    unica = sessao()
    assert perto(unica.inicio, datas.agora())
    assert perto(unica.fim, datas.agora())


def test_relogio_certo_e_acreditado_ao_segundo(conexao: Conexao) -> None:
    agora = datas.agora().replace(microsecond=0)

    conexao.inicia(relogio(agora - 90 * SEGUNDO))
    conexao.termina(relogio(agora - 30 * SEGUNDO), tempo=60)

    assert (sessao().inicio, sessao().fim) == (agora - 90 * SEGUNDO, agora - 30 * SEGUNDO)


def test_pacote_que_esperou_no_concentrador_conta_de_quando_foi_feito(conexao: Conexao) -> None:
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, 600))
    conexao.termina(atributo(Tipo.ACCT_DELAY_TIME, 300), tempo=300)

    assert perto(sessao().inicio, datas.agora() - 10 * MINUTO)
    assert perto(sessao().fim, datas.agora() - 5 * MINUTO)


def test_atraso_e_duracao_absurdos_sao_guardados_sem_erro(conexao: Conexao) -> None:
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, GIB4 - 1))
    conexao.termina(atributo(Tipo.ACCT_DELAY_TIME, GIB4 - 1), *voltas(GIB4 - 1, GIB4 - 1), tempo=GIB4 - 1, entrada=GIB4 - 1)

    assert perto(sessao().fim, datas.agora() - DIA)


@pytest.mark.parametrize("tempo", [401 * 86400, GIB4 - 1])
def test_duracao_que_nao_pode_ser_nao_faz_a_sessao_comecar_noutro_tempo(conexao: Conexao, tempo: int) -> None:
    conexao.sinaliza(tempo=tempo, entrada=5)
    aberta = sessao()
    conexao.termina(tempo=tempo, entrada=6)

    assert perto(aberta.inicio, datas.agora())
    assert (aberta.duracao, sessao().entrada) == (0, 6)
    assert sessao().duracao < 60


def test_sessao_de_um_ano_comeca_quando_comecou(conexao: Conexao) -> None:
    conexao.sinaliza(tempo=365 * 86400)

    assert perto(sessao().inicio, datas.agora() - 365 * DIA)
