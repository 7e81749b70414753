"""Sessions whose end nobody told: identifiers used again, concentrators that restart or vanish, months that are missing."""

from datetime import timedelta

import pytest
from django.db import connection

from enlace.core import datas
from enlace.radius.nas.atributos import Tipo
from enlace.radius.tests.concentrador import DESLIGADO, LIGADO, Concentrador, atributo
from enlace.radius.tests.conexao import SEGUNDO, Conexao, causa, perto, recuar, relogio, varrer
from enlace.radius.tests.fabrica import um_assinante, um_nas
from enlace.radius.tests.tabelas import sessao, sessoes
from tests.freeradius import Servidor

pytestmark = pytest.mark.usefixtures("banco_confirmado")


def test_identificador_reusado_com_outra_classe_e_outra_sessao(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    primeira, segunda = (Conexao(concentrador, classe=r.classe()) for r in (concentrador.pap(), concentrador.pap()) if r)
    primeira.inicia()
    primeira.termina(tempo=1, entrada=1)
    segunda.inicia()
    segunda.sinaliza(tempo=2, entrada=2)

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(1, False), (2, True)]


def test_identificador_reusado_sem_classe_depois_do_fim_e_outra_sessao(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.termina(tempo=1, entrada=1)
    recuar(timedelta(hours=1))
    conexao.inicia()
    conexao.sinaliza(tempo=2, entrada=2)

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(1, False), (2, True)]
    assert all(s.fim is None or s.fim >= s.inicio for s in sessoes())


def test_identificador_reusado_sem_classe_e_sem_fim_encerra_a_de_antes(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(hours=2))
    conexao.sinaliza(tempo=7200, entrada=1)
    recuar(timedelta(hours=1))
    conexao.inicia()

    antiga, nova = sessoes()
    assert (antiga.causa, perto(antiga.fim, datas.agora() - timedelta(hours=1))) == ("Lost-Stop", True)
    assert (nova.fim, nova.entrada) == (None, 0)


@pytest.mark.parametrize("depois", [10 * SEGUNDO, 30 * SEGUNDO])
def test_identificador_reusado_sem_classe_no_mesmo_minuto_e_outra_sessao(conexao: Conexao, depois: timedelta) -> None:
    for entrada in (1, 2):
        conexao.inicia()
        conexao.sinaliza(tempo=300, entrada=entrada)
        conexao.termina(causa(1), tempo=310, entrada=entrada)
        recuar(depois)
    conexao.inicia()

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(1, False), (2, False), (0, True)]


def test_sessao_cujo_inicio_se_perdeu_no_minuto_em_que_terminou_outra_e_guardada(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.termina(causa(1), tempo=1, entrada=1)
    recuar(timedelta(hours=2))

    conexao.sinaliza(tempo=7200 - 20, entrada=2)
    conexao.termina(causa(1), tempo=7200 - 10, entrada=3)

    assert [(s.entrada, s.causa) for s in sessoes()] == [(1, "User-Request"), (3, "User-Request")]


def test_inicio_repetido_depois_do_fim_no_mesmo_segundo_nao_e_outra_sessao(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.termina(causa(1))
    comeco = sessao().inicio
    recuar(30 * SEGUNDO)

    conexao.inicia(relogio(comeco - 30 * SEGUNDO))
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, 30))

    assert sessao().causa == "User-Request"


def test_fim_que_chega_depois_do_inicio_da_seguinte_termina_a_que_abriu(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    primeira, segunda = (
        Conexao(concentrador, id_sessao=str(n), classe=r.classe()) for n in range(2) if (r := concentrador.pap()) is not None
    )
    primeira.inicia()
    recuar(timedelta(hours=1))
    primeira.sinaliza(tempo=3600, entrada=1000)
    segunda.inicia()

    primeira.termina(causa(2), tempo=3605, entrada=1100)

    assert [(s.acctsessionid, s.entrada, s.causa) for s in sessoes()] == [("0", 1100, "Lost-Carrier"), ("1", 0, None)]


@pytest.mark.parametrize("tipo", [LIGADO, DESLIGADO])
def test_fim_que_chega_depois_do_reinicio_do_concentrador_termina_a_que_abriu(conexao: Conexao, tipo: int) -> None:
    conexao.inicia()
    recuar(timedelta(hours=1))
    conexao.sinaliza(tempo=3600, entrada=1000)
    assert conexao.nas.contabilizar(tipo)

    conexao.sinaliza(tempo=3600, entrada=1000)
    no_meio = sessao()
    conexao.termina(causa(11), tempo=3605, entrada=1100)

    assert no_meio.causa == "NAS-Reboot"
    assert (sessao().entrada, sessao().duracao, perto(sessao().fim, datas.agora())) == (1100, 3605, True)


def test_sessao_calada_por_dias_que_volta_a_falar_e_a_mesma(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=1, entrada=10)
    recuar(timedelta(days=25))
    varrer()

    conexao.sinaliza(tempo=25 * 86400, entrada=30)

    assert (sessao().entrada, sessao().fim) == (30, None)


def test_outra_sessao_com_o_identificador_de_uma_calada_ha_dias_e_outra(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=1, entrada=10)
    recuar(timedelta(days=25))
    varrer()

    conexao.sinaliza(tempo=86400, entrada=30)

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(10, False), (30, True)]


def test_inicio_de_outra_sessao_do_mesmo_equipamento_encerra_a_que_perdeu_o_fim(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=7)
    recuar(timedelta(hours=1))
    Conexao(conexao.nas, id_sessao="81000002").inicia()

    antiga, nova = sessoes()
    assert (antiga.causa, antiga.entrada, perto(antiga.fim, datas.agora() - timedelta(hours=1))) == ("Lost-Stop", 7, True)
    assert (nova.acctsessionid, nova.fim) == ("81000002", None)


def test_mesmo_identificador_em_dois_concentradores_sao_duas_sessoes(radius: Servidor) -> None:
    um_assinante()
    for endereco in ("127.0.0.31", "127.0.0.32"):
        um_nas(endereco)
        Conexao(Concentrador(radius, endereco)).inicia()

    assert [(s.nas_origem, s.fim) for s in sessoes()] == [("127.0.0.31", None), ("127.0.0.32", None)]


@pytest.mark.parametrize("tipo", [LIGADO, DESLIGADO])
def test_concentrador_que_liga_ou_desliga_encerra_as_suas_sessoes_e_so_elas(radius: Servidor, tipo: int) -> None:
    um_assinante()
    um_nas("127.0.0.33")
    um_nas("127.0.0.34")
    um, outro = Concentrador(radius, "127.0.0.33"), Concentrador(radius, "127.0.0.34")
    for i in range(2):
        Conexao(um, login=f"cliente{i}@isp", id_sessao=f"{i}").inicia()
    Conexao(outro, login="cliente9@isp", id_sessao="9").inicia(atributo(Tipo.NAS_IP_ADDRESS, 0x7F000021))

    assert um.contabilizar(tipo, atributo(Tipo.NAS_IDENTIFIER, "um"), atributo(Tipo.ACCT_SESSION_ID, "0"))

    assert [(s.acctsessionid, s.causa) for s in sessoes()] == [("0", "NAS-Reboot"), ("1", "NAS-Reboot"), ("9", None)]


def test_sessao_que_comecou_depois_do_reinicio_nao_e_encerrada_por_ele(conexao: Conexao) -> None:
    conexao.inicia()

    assert conexao.nas.contabilizar(LIGADO, relogio(datas.agora() - 60 * SEGUNDO))

    assert sessao().fim is None


def test_sessao_sem_sinal_e_varrida_no_ultimo_e_o_sinal_a_reabre(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=10)
    recuar(timedelta(minutes=16))
    ultimo = sessao().sinal

    varridas, varrida = varrer(), sessao()
    conexao.sinaliza(tempo=1020, entrada=50)

    assert (varridas, varrida.fim, varrida.causa) == (1, ultimo, "Sem-Sinal")
    assert varrida.mes != "radacct_aberta"
    reaberta = sessao()
    assert (reaberta.fim, reaberta.causa, reaberta.entrada, reaberta.mes) == (None, None, 50, "radacct_aberta")


def test_sessao_varrida_termina_com_o_fim_que_chega_depois(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(minutes=16))
    varrer()

    conexao.termina(causa(1), tempo=960, entrada=70)

    unica = sessao()
    assert (unica.causa, unica.entrada, perto(unica.fim, datas.agora())) == ("User-Request", 70, True)


def test_varredura_deixa_quem_da_sinal_e_quem_nunca_deu(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(minutes=14))
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into radacct (acctsessionid, acctuniqueid, nasipaddress, acctstarttime)
               values ('h', 'h', '10.0.0.1', '2020-01-01')"""
        )

    assert varrer() == 0


def test_mes_que_falta_e_feito(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("select 'radacct_' || to_char(acctupdatetime at time zone 'America/Sao_Paulo', 'YYYYMM') from radacct")
        mes = cursor.fetchone()[0]
        cursor.execute(f"drop table if exists {mes}")

    varrer()

    assert sessao().mes == mes
