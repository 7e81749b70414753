import datetime as dt

import pytest
from django.db import connection

from enlace.radius.meses import garantir_meses

pytestmark = pytest.mark.django_db


def meses() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select inhrelid::regclass::text from pg_inherits where inhparent = 'radacct'::regclass")
        return {linha[0] for linha in cursor.fetchall()}


def test_meses_sao_feitos_antes_e_depois_da_virada_do_ano_sem_repetir() -> None:
    garantir_meses(hoje=dt.date(2031, 12, 31))
    garantir_meses(hoje=dt.date(2031, 12, 31))

    esperados = {"radacct_203111", "radacct_203112", "radacct_203201", "radacct_203202", "radacct_203203"}
    assert esperados <= meses()


def test_sessao_que_termina_vai_para_o_mes_local_do_seu_fim() -> None:
    garantir_meses(hoje=dt.date(2031, 12, 31))

    with connection.cursor() as cursor:
        cursor.execute(
            """insert into radacct (acctsessionid, acctuniqueid, nasipaddress, acctstarttime)
               values ('s', 'u', '10.0.0.1', '2031-12-31 20:00-03') returning tableoid::regclass::text"""
        )
        aberta = cursor.fetchone()
        # 02:30 of January in UTC is still December in São Paulo.
        cursor.execute("update radacct set acctstoptime = '2032-01-01 02:30+00' where acctuniqueid = 'u'")
        cursor.execute("select tableoid::regclass::text from radacct where acctuniqueid = 'u'")
        fechada = cursor.fetchone()

    assert (aberta, fechada) == (("radacct_aberta",), ("radacct_203112",))


def test_duas_sessoes_abertas_com_o_mesmo_identificador_sao_recusadas_pelo_banco() -> None:
    from django.db import IntegrityError

    inserir = "insert into radacct (acctsessionid, acctuniqueid, nasipaddress, acctstarttime) values ('s', 'u', '10.0.0.1', now())"
    with connection.cursor() as cursor:
        cursor.execute(inserir)
        with pytest.raises(IntegrityError):
            cursor.execute(inserir)
