"""Somebody who reads the sessions for long, on a connection of their own, and before whom nothing may queue for long."""

import datetime as dt
import logging
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.radius import meses
from enlace.radius.meses import apagar_meses_antigos, garantir_meses
from enlace.radius.tests.sessoes import tabelas

ANTIGO, HOJE = dt.date(2010, 2, 1), dt.date(2011, 5, 1)


@pytest.fixture
def leitor(banco_confirmado: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:  # noqa: ARG001 - the order
    monkeypatch.setattr(meses, "_ESPERA", "50ms")
    feitas = {mae: tabelas(mae) for mae in (meses.SESSOES, meses.ACESSOS)}
    garantir_meses(hoje=ANTIGO)
    dados = connection.get_connection_params()
    with psycopg.connect(
        **{nome: dados[nome] for nome in ("dbname", "user", "password", "host", "port") if nome in dados}
    ) as outra:
        yield outra
        outra.rollback()
    with connection.cursor() as cursor:
        for mae, de_antes in feitas.items():
            for nova in tabelas(mae) - de_antes:
                cursor.execute(f"drop table {nova}")


def test_os_meses_ficam_para_a_proxima_vez(leitor: psycopg.Connection, caplog: pytest.LogCaptureFixture) -> None:
    autor = Autor(porta="job", id_usuario=None)
    leitor.execute("select count(*) from radacct")

    with caplog.at_level(logging.WARNING):
        garantir_meses(hoje=HOJE)
        apagados = apagar_meses_antigos(hoje=HOJE, autor=autor)

    assert not [nome for nome in apagados if nome.startswith("radacct")]
    assert "radacct_201001" in tabelas("radacct")
    assert "radacct_201105" not in tabelas("radacct")
    assert "apagar radacct_201001 fica para a próxima vez" in caplog.text
    assert not Registro.objects.filter(acao="apagar_mes", antes__tabela="radacct_201001").exists()
    # What nobody reads is made, and dropped, meanwhile.
    assert "radius_acesso_201105" in tabelas("radius_acesso")
    assert "radius_acesso_201001" in apagados

    leitor.rollback()
    garantir_meses(hoje=HOJE)
    assert "radacct_201001" in apagar_meses_antigos(hoje=HOJE, autor=autor)
    assert "radacct_201105" in tabelas("radacct")
