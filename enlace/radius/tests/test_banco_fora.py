"""Without its database FreeRADIUS is silent, for a refusal would put customers out; and it recovers by itself."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from enlace.radius.nas.atributos import Codigo
from enlace.radius.nas.pacote import ler, montar_pedido
from enlace.radius.tests.concentrador import CURTO, FOLGA, INICIO, Concentrador, atributos
from enlace.radius.tests.fabrica import LOGIN, SEGREDO, um_assinante, um_nas
from enlace.radius.tests.tabelas import acessos, sessao, sessoes
from tests.freeradius import Servidor, banco_dos_testes, freeradius

pytestmark = pytest.mark.usefixtures("banco_confirmado")
SESSAO = atributos({1: LOGIN, 44: "81000001"})
# Long enough that the concentrator itself stays known while the database is away.
MEMORIA = 60


class Caminho:
    """The way to the database's socket, which can be cut: connections that are open end, and new ones find nothing."""

    def __init__(self, pasta: Path) -> None:
        self.banco = banco_dos_testes()
        self._porta = f".s.PGSQL.{self.banco['PGPORT']}"
        self._verdadeiro = Path(self.banco["PGHOST"]) / self._porta
        self._elo = pasta / self._porta
        self.banco["PGHOST"] = str(pasta)
        self._alheias = self._conexoes()

    def abrir(self) -> None:
        self._elo.symlink_to(self._verdadeiro)

    def cortar(self) -> None:
        self._elo.unlink()
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(p, 5000) from unnest(%s::int[]) p", [list(self._conexoes() - self._alheias)]
            )

    def _conexoes(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pid from pg_stat_activity where application_name = 'enlace-radius' and datname = current_database()"
            )
            return {pid for (pid,) in cursor.fetchall()}


@pytest.fixture
def caminho(tmp_path: Path) -> Caminho:
    if not banco_dos_testes()["PGHOST"].startswith("/"):
        pytest.skip("the way to the database can be cut only where it is a Unix socket")
    pasta = tmp_path / "soquete"
    pasta.mkdir()
    return Caminho(pasta)


@pytest.fixture
def servidor(caminho: Caminho, tmp_path: Path) -> Iterator[Servidor]:
    caminho.abrir()
    with freeradius(tmp_path / "radius", banco=caminho.banco, memoria=MEMORIA) as servidor:
        yield servidor


def test_banco_fora_e_silencio_para_login_e_contabilidade_e_a_volta_nao_pede_reinicio(caminho: Caminho, servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    concentrador = Concentrador(servidor)
    assert concentrador.pap() is not None

    caminho.cortar()
    fora = [
        concentrador.pap(prazo=1),
        concentrador.pap(senha="outra", prazo=CURTO),
        concentrador.contabilizar(INICIO, *SESSAO, prazo=CURTO),
    ]
    caminho.abrir()
    de_volta = concentrador.esperar_pap()

    assert fora == [None] * 3
    assert de_volta is not None
    assert de_volta.aceito
    assert sessoes() == []
    assert [(a.aceito, a.motivo) for a in acessos()] == [(True, None)] * 2


def test_pacote_que_o_concentrador_repete_e_guardado_quando_o_banco_volta(caminho: Caminho, servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    assert Concentrador(servidor).pap() is not None
    pacote = montar_pedido(Codigo.ACCOUNTING_REQUEST, 7, [*atributos({40: INICIO}), *SESSAO], SEGREDO.encode(), assinar=False)
    caminho.cortar()

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
        primeira = repetir(soquete, pacote, servidor.porta_acct, ate=0)
        caminho.abrir()
        resposta = repetir(soquete, pacote, servidor.porta_acct, ate=FOLGA)

    assert primeira is None
    assert resposta is not None
    assert ler(resposta).codigo == Codigo.ACCOUNTING_RESPONSE
    assert sessao().username == LOGIN


def test_comeca_sem_banco_e_responde_quando_ele_vem(caminho: Caminho, tmp_path: Path) -> None:
    um_nas()
    um_assinante()

    with freeradius(tmp_path / "radius", banco=caminho.banco) as servidor:
        concentrador = Concentrador(servidor)
        antes = concentrador.pap(prazo=CURTO)
        caminho.abrir()
        depois = concentrador.esperar_pap()

    assert antes is None
    assert depois is not None
    assert depois.aceito


def test_decisao_que_falha_e_silencio_e_nao_fica_como_senha_errada(servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    concentrador = Concentrador(servidor)
    assert concentrador.pap() is not None

    with connection.cursor() as cursor:
        cursor.execute(
            "select oid::regprocedure::text from pg_proc where proname = 'autorizar' and pronamespace = 'radius'::regnamespace"
        )
        (assinatura,) = cursor.fetchone()
        cursor.execute(f"alter function {assinatura} rename to autorizar_guardada")
        try:
            resposta = concentrador.pap(prazo=CURTO)
        finally:
            cursor.execute(f"alter function {assinatura.replace('autorizar', 'autorizar_guardada')} rename to autorizar")

    assert resposta is None
    assert concentrador.pap() is not None
    assert [a.aceito for a in acessos()] == [True, True]


def test_registro_que_falha_nao_tira_ninguem_do_ar(servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    concentrador = Concentrador(servidor)
    assert concentrador.pap() is not None

    with connection.cursor() as cursor:
        cursor.execute("alter table radius_acesso rename to radius_acesso_guardada")
        try:
            respostas = [concentrador.pap(), concentrador.pap(senha="outra")]
        finally:
            cursor.execute("alter table radius_acesso_guardada rename to radius_acesso")

    assert [r is not None and r.aceito for r in respostas] == [True, False]


def repetir(soquete: socket.socket, pacote: bytes, porta: int, *, ate: float) -> bytes | None:
    """Send the same bytes from the same port, as RFC 2866 section 2 lets a NAS do, for so many seconds; at least once."""
    soquete.settimeout(CURTO)
    limite = time.monotonic() + ate
    while True:
        soquete.sendto(pacote, ("127.0.0.1", porta))
        try:
            return soquete.recv(4096)
        except TimeoutError:
            if time.monotonic() > limite:
                return None
