"""The trace of readings: batches, limit, lost connections, ends of processes."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection, connections
from pytest_django import DjangoDbBlocker

from enlace.auditoria.leitura import Caderno, LeituraFeita
from enlace.auditoria.models import Leitura

pytestmark = pytest.mark.usefixtures("tabela_de_leituras")


@pytest.fixture
def tabela_de_leituras(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - for its effect
    """The real table without a transaction around the test: what another connection wrote is seen, and truncated afterwards.

    Django's own way (`transaction=True`) would empty every table, those that the migrations fill too.
    """
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("truncate auditoria_leitura")
        connection.close()


def uma_leitura(pessoas: int = 1, **filtros: object) -> LeituraFeita:
    return LeituraFeita(
        quando=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        cliente_api="3",
        id_usuario=7,
        endereco_ip="203.0.113.9",
        rota="cliente",
        filtros=filtros,
        pessoas=pessoas,
    )


@pytest.fixture
def aviso_de_gravacao(tabela_de_leituras: None) -> Iterator[None]:  # noqa: ARG001 - for its effect
    """A notification for each batch that reaches the table, so that a test waits for the event and not for the clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create function teste_avisar() returns trigger language plpgsql as "
            "$$ begin perform pg_notify('leituras', ''); return null; end $$;"
            "create trigger teste_avisar after insert on auditoria_leitura for each statement execute function teste_avisar();"
            "listen leituras"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("unlisten *; drop function teste_avisar cascade")


@pytest.fixture
def porta_fechada() -> int:
    with socket.socket() as ouvinte:
        ouvinte.bind(("127.0.0.1", 0))
        return int(ouvinte.getsockname()[1])


def tirar_o_banco(monkeypatch: pytest.MonkeyPatch, porta: int) -> None:
    monkeypatch.setitem(connections.settings["default"], "HOST", "127.0.0.1")
    monkeypatch.setitem(connections.settings["default"], "PORT", str(porta))


@pytest.mark.usefixtures("aviso_de_gravacao")
def test_a_leitura_chega_ao_banco_sem_ninguem_pedir() -> None:
    caderno = Caderno(intervalo=0.01)

    caderno.anotar(uma_leitura(busca="cpf_cnpj", termo_busca="x"))

    assert list(connection.connection.notifies(timeout=30, stop_after=1))
    leitura = Leitura.objects.get()
    assert (leitura.cliente_api, leitura.id_usuario, leitura.endereco_ip) == ("3", 7, "203.0.113.9")
    assert (leitura.rota, leitura.pessoas) == ("cliente", 1)
    assert leitura.filtros == {"busca": "cpf_cnpj", "termo_busca": "x"}
    assert leitura.quando == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    caderno.encerrar()


def test_encerrar_grava_o_que_resta_e_o_caderno_pode_recomecar() -> None:
    caderno = Caderno(intervalo=0.01)

    caderno.anotar(uma_leitura(1))
    caderno.encerrar()
    caderno.anotar(uma_leitura(2))
    caderno.encerrar()

    assert sorted(Leitura.objects.values_list("pessoas", flat=True)) == [1, 2]


def test_sem_banco_nada_se_perde_ate_o_limite_e_o_excesso_e_contado(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, porta_fechada: int
) -> None:
    caderno = Caderno(limite=3, intervalo=3600)

    with monkeypatch.context() as troca:
        tirar_o_banco(troca, porta_fechada)
        for pessoas in range(5):
            caderno.anotar(uma_leitura(pessoas))
        with pytest.raises(OperationalError):
            caderno.gravar()
    with caplog.at_level(logging.ERROR):
        caderno.gravar()

    assert sorted(Leitura.objects.values_list("pessoas", flat=True)) == [0, 1, 2]
    assert "2 leituras perdidas" in caplog.text


@pytest.mark.usefixtures("aviso_de_gravacao")
def test_a_linha_de_gravacao_sobrevive_a_uma_queda_do_banco(monkeypatch: pytest.MonkeyPatch, porta_fechada: int) -> None:
    caderno = Caderno(intervalo=0.01)

    with monkeypatch.context() as troca:
        tirar_o_banco(troca, porta_fechada)
        caderno.anotar(uma_leitura())
        with pytest.raises(OperationalError):
            caderno.gravar()

    assert list(connection.connection.notifies(timeout=30, stop_after=1))
    assert Leitura.objects.count() == 1
    caderno.encerrar()


def test_um_caractere_nulo_no_termo_nao_impede_a_gravacao() -> None:
    caderno = Caderno(intervalo=3600)

    caderno.anotar(uma_leitura(termo_busca="a\0b"))
    caderno.gravar()

    assert Leitura.objects.get().filtros == {"termo_busca": "ab"}


_PROCESSO = """
import os, sys
import django
django.setup()
from datetime import UTC, datetime
from enlace.auditoria.leitura import LeituraFeita, anotar

def ler(pessoas):
    anotar(LeituraFeita(datetime(2026, 1, 1, tzinfo=UTC), "3", 7, None, "cliente", {}, pessoas))

ler(1)
filho = os.fork()
if filho == 0:
    ler(2)
    sys.exit(0)
os.waitpid(filho, 0)
"""


def test_pai_e_filho_gravam_cada_um_as_suas_leituras_ao_terminar() -> None:
    banco = connection.settings_dict
    url = (
        f"postgresql://{quote(banco['USER'])}:{quote(banco['PASSWORD'])}@/{banco['NAME']}"
        f"?host={quote(banco['HOST'], safe='')}&port={banco['PORT'] or 5432}"
    )

    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROCESSO], check=True, env={**os.environ, "DATABASE_URL": url}, timeout=60
    )

    assert sorted(Leitura.objects.values_list("pessoas", flat=True)) == [1, 2]


@pytest.mark.parametrize("termo", ["\\u0000", "a\\\\u0000b", "\0", "\ud800", "\\", '"', "\\ud800"])
def test_o_que_um_cliente_manda_nunca_apaga_o_rastro_dos_outros(termo: str) -> None:
    caderno = Caderno()
    caderno.anotar(uma_leitura(pessoas=100))
    caderno.anotar(uma_leitura(pessoas=5, termo=termo, lista=[termo], **{termo: 1}))

    caderno.gravar()

    guardadas = list(Leitura.objects.order_by("id_leitura"))
    assert [leitura.pessoas for leitura in guardadas] == [100, 5]
    assert "termo" in guardadas[1].filtros


def test_leitura_que_o_banco_recusa_perde_so_os_seus_filtros() -> None:
    caderno = Caderno()
    caderno.anotar(uma_leitura(pessoas=100))
    caderno.anotar(replace(uma_leitura(pessoas=5, termo="x"), endereco_ip="isto não é um endereço"))

    caderno.gravar()

    guardadas = list(Leitura.objects.order_by("id_leitura"))
    assert [leitura.pessoas for leitura in guardadas] == [100, 5]
    assert guardadas[1].filtros == {"recusado": True}
