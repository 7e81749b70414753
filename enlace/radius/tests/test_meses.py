import datetime as dt

import pytest
from django.db import connection

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import ConfiguracaoRadius
from enlace.radius.meses import apagar_meses_antigos, garantir_meses, guardadas_desde
from enlace.radius.tests.sessoes import tabelas, um_acesso, uma_sessao

pytestmark = pytest.mark.django_db

AUTOR = Autor(porta="job", id_usuario=None)


def test_meses_sao_feitos_antes_e_depois_da_virada_do_ano_sem_repetir() -> None:
    garantir_meses(hoje=dt.date(2031, 12, 31))
    garantir_meses(hoje=dt.date(2031, 12, 31))

    esperados = {"radacct_203111", "radacct_203112", "radacct_203201", "radacct_203202", "radacct_203203"}
    assert esperados <= tabelas("radacct")


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


def apagar(*, hoje: dt.date, sessoes: int = 12, acessos: int = 1) -> list[str]:
    """With settings that the panel would not take, too: the law does not depend on it."""
    ConfiguracaoRadius.atual()
    with connection.cursor() as cursor:
        cursor.execute("alter table configuracao_radius drop constraint if exists sessoes_guardadas_um_ano")
    ConfiguracaoRadius.objects.update(meses_de_sessoes=sessoes, meses_de_acessos=acessos)
    return apagar_meses_antigos(hoje=hoje, autor=AUTOR)


@pytest.fixture
def anos() -> None:
    """The months of 2028 and 2029 of both tables, and no others."""
    with connection.cursor() as cursor:
        for mae in ("radacct", "radius_acesso"):
            for mes in tabelas(mae) - {"radacct_aberta"}:
                cursor.execute(f"drop table {mes}")
    for numero in range(24):
        garantir_meses(hoje=dt.date(2028 + numero // 12, numero % 12 + 1, 1))


@pytest.mark.usefixtures("anos")
@pytest.mark.parametrize(
    ("hoje", "sessoes", "primeiro"),
    [
        (dt.date(2029, 11, 1), 12, "202811"),
        (dt.date(2029, 11, 30), 12, "202811"),
        (dt.date(2029, 12, 1), 12, "202812"),
        (dt.date(2029, 12, 31), 13, "202811"),
        (dt.date(2029, 3, 31), 13, "202802"),
        # Marco Civil: a year, whatever the settings say.
        (dt.date(2029, 11, 30), 0, "202811"),
        (dt.date(2029, 11, 30), 3, "202811"),
    ],
)
def test_ficam_o_mes_de_hoje_e_doze_inteiros_antes_dele_ou_mais(hoje: dt.date, sessoes: int, primeiro: str) -> None:
    apagados = apagar(hoje=hoje, sessoes=sessoes)

    restantes = tabelas("radacct")
    assert min(restantes) == f"radacct_{primeiro}"
    assert f"radacct_{hoje:%Y%m}" in restantes
    assert "radacct_aberta" in restantes
    das_sessoes = [nome for nome in apagados if nome.startswith("radacct_")]
    assert das_sessoes == sorted(das_sessoes)
    assert not restantes & set(apagados)


@pytest.mark.usefixtures("anos")
@pytest.mark.parametrize(("acessos", "primeiro"), [(0, "202910"), (1, "202910"), (6, "202905"), (13, "202810")])
def test_os_acessos_tem_sua_propria_guarda(acessos: int, primeiro: str) -> None:
    apagar(hoje=dt.date(2029, 11, 30), acessos=acessos)

    assert min(tabelas("radius_acesso")) == f"radius_acesso_{primeiro}"


@pytest.mark.usefixtures("anos")
def test_com_muitos_meses_guardados_nada_se_apaga() -> None:
    assert apagar(hoje=dt.date(2029, 11, 30), sessoes=120, acessos=120) == []


@pytest.mark.usefixtures("anos")
def test_sessoes_de_antes_somem_e_as_que_continuam_abertas_ficam() -> None:
    antiga = dt.datetime(2028, 10, 31, 20, tzinfo=dt.UTC)
    uma_sessao(inicio=antiga - dt.timedelta(days=1), fim=antiga, login="antiga")
    # Still October in UTC's calendar, November in none: the month is the provider's.
    uma_sessao(inicio=antiga, fim=dt.datetime(2028, 11, 1, 3, tzinfo=dt.UTC), login="novembro")
    uma_sessao(inicio=antiga, fim=None, login="aberta")
    um_acesso(quando=antiga)

    apagar(hoje=dt.date(2029, 11, 2))

    with connection.cursor() as cursor:
        cursor.execute("select username from radacct order by 1")
        assert cursor.fetchall() == [("aberta",), ("novembro",)]
        cursor.execute("select count(*) from radius_acesso")
        assert cursor.fetchone() == (0,)
    assert guardadas_desde() == dt.date(2028, 11, 1)


@pytest.mark.usefixtures("anos")
def test_o_que_se_apaga_fica_na_auditoria_com_o_tamanho() -> None:
    uma_sessao(inicio=dt.datetime(2028, 10, 31, 10, tzinfo=dt.UTC), fim=dt.datetime(2028, 10, 31, 20, tzinfo=dt.UTC))
    with connection.cursor() as cursor:
        cursor.execute("analyze radacct_202810")

    apagados = apagar(hoje=dt.date(2029, 11, 2), acessos=120)

    registros = Registro.objects.filter(acao="apagar_mes").order_by("pk")
    assert [registro.antes["tabela"] for registro in registros if registro.antes] == apagados
    ultimo = registros.get(antes__tabela="radacct_202810")
    assert (ultimo.porta, ultimo.antes, ultimo.depois) == ("job", {"tabela": "radacct_202810", "linhas_mais_ou_menos": 1}, None)


@pytest.mark.usefixtures("anos")
def test_repetir_nao_apaga_mais_nada() -> None:
    apagar(hoje=dt.date(2029, 11, 2))

    assert apagar(hoje=dt.date(2029, 11, 2)) == []


@pytest.mark.usefixtures("anos")
def test_os_enderecos_que_uma_sessao_teve_antes_sao_esquecidos_com_os_meses() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into radacct_endereco (radacctid, desde, ultimo_sinal, ate)
               select 1, ate - interval '1 day', ate, ate
               from unnest(array['2028-10-31 23:59-03', '2028-11-01 00:00-03']::timestamptz[]) ate"""
        )

    apagar(hoje=dt.date(2029, 11, 30))

    with connection.cursor() as cursor:
        cursor.execute("select (ate at time zone 'America/Sao_Paulo')::date from radacct_endereco")
        assert cursor.fetchall() == [(dt.date(2028, 11, 1),)]
