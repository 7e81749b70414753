"""The connection on which PostgreSQL tells what happened: one that leads nowhere, notices of others, floods of them."""

import asyncio
import contextlib
import dataclasses
import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Self

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from psycopg.conninfo import make_conninfo

from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.painel.eventos import escuta
from enlace.painel.eventos.acesso import Ouvinte
from enlace.painel.eventos.difusao import Difusao, Fluxo
from enlace.pbx.ligacao import CANAL
from enlace.pbx.models import Ligacao

pytestmark = pytest.mark.django_db(
    transaction=True, available_apps=["enlace.contas", "enlace.pbx", "enlace.clientes", "enlace.auditoria"]
)
PRAZO = 60


@pytest.fixture
def ligacao() -> Ligacao:
    maria = Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True)
    return Ligacao.objects.create(usuario=maria, telefone="37999912222", notificada_em=agora())


@contextlib.asynccontextmanager
async def ouvindo(id_usuario: int) -> AsyncIterator[tuple[Difusao, Fluxo]]:
    """A process that listens, and a page of the user that is let in and has not been told anything."""
    difusao = Difusao()
    tarefa = asyncio.create_task(escuta.escutar(difusao))
    try:
        async with asyncio.timeout(PRAZO):
            while not await asyncio.to_thread(_escuta_em, "idle"):
                pass
            yield difusao, difusao.entrar(Ouvinte(id_usuario, ve_clientes=False))
    finally:
        tarefa.cancel()
        difusao.fechar()


def avisar(*textos: str) -> None:
    """Each in a transaction of its own: within one PostgreSQL joins equal ones itself."""
    with psycopg.connect(_servidor(), autocommit=True) as central:
        for texto in textos:
            central.execute("select pg_notify(%s, %s)", [CANAL, texto])


ESTRANHOS = [
    *("", "x", "null", "7", "[]", "{}", '"usuario"', "[" * 5000, "9" * 5000),
    *('{"usuario": 1}', '{"usuario": null, "ligacao": 1}', '{"usuario": "1", "ligacao": 1}', '{"usuario": true, "ligacao": 1}'),
    *('{"usuario": 1e999, "ligacao": 1}', '{"usuario": NaN, "ligacao": 1}', '{"usuario": 1, "ligacao": 99999999999999999999}'),
    *('{"usuario": USUARIO, "ligacao": 9223372036854775808}', '{"usuario": USUARIO, "ligacao": -1}'),
]


def test_avisos_estranhos_nao_atrapalham_os_nossos(ligacao: Ligacao, caplog: pytest.LogCaptureFixture) -> None:
    estranhos = [texto.replace("USUARIO", str(ligacao.usuario_id)) for texto in ESTRANHOS]

    async def ouvir() -> tuple[bytes, bool]:
        async with ouvindo(ligacao.usuario_id) as (_difusao, fluxo):
            await asyncio.to_thread(avisar, *estranhos, _aviso(ligacao))
            return await fluxo.proxima(), fluxo.fim.is_set()

    contada, solta = asyncio.run(ouvir())

    assert f"id: {ligacao.pk}\n".encode() in contada
    assert not solta
    assert "interrompida" not in caplog.text


def test_avisos_iguais_que_esperam_valem_por_um(ligacao: Ligacao) -> None:
    async def ouvir() -> int:
        async with ouvindo(ligacao.usuario_id) as (difusao, fluxo):
            # Whoever reads is held up, as by a slow database, while the exchange goes mad.
            async with difusao._vez:
                await asyncio.to_thread(avisar, *[_aviso(ligacao)] * 50)
            await asyncio.to_thread(avisar, _aviso(outra))
            contadas = [await fluxo.proxima()]
            while f"id: {outra.pk}\n".encode() not in contadas[-1]:
                contadas.append(await fluxo.proxima())
            return len(contadas)

    outra = Ligacao.objects.create(usuario=ligacao.usuario, telefone="3732221111", notificada_em=agora())

    # One that was under way, those that had come when it ended, those that came meanwhile, and the other call.
    assert asyncio.run(ouvir()) <= 5


class Passagem:
    """A road to the database's server that can be closed without either side being told, as when a machine is gone."""

    def __init__(self, servidor: str) -> None:
        self._servidor = servidor
        self._entrada = socket.create_server(("127.0.0.1", 0))
        self.porta = self._entrada.getsockname()[1]
        self._pontas: list[socket.socket] = []
        self._fechada = threading.Event()
        threading.Thread(target=self._receber, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.fechar()
        for ponta in self._pontas:
            # A thread may read from it: closing alone would not reach the other side.
            with contextlib.suppress(OSError):
                ponta.shutdown(socket.SHUT_RDWR)
            ponta.close()

    def fechar(self) -> None:
        """From now on nothing passes, and nobody is let in."""
        self._fechada.set()
        self._entrada.close()

    def _receber(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                de_fora, _ = self._entrada.accept()
                para_dentro = socket.socket(socket.AF_UNIX)
                para_dentro.connect(self._servidor)
                self._pontas += [de_fora, para_dentro]
                for um, outro in ((de_fora, para_dentro), (para_dentro, de_fora)):
                    threading.Thread(target=self._passar, args=(um, outro), daemon=True).start()

    def _passar(self, um: socket.socket, outro: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while dados := um.recv(65536):
                if self._fechada.is_set():
                    return
                outro.sendall(dados)


@pytest.fixture
def passagem() -> Iterator[Passagem]:
    partes = connection.settings_dict
    if not partes["HOST"].startswith("/"):
        pytest.skip("the tests' server is reached by a network already")
    with Passagem(f"{partes['HOST']}/.s.PGSQL.{partes['PORT'] or 5432}") as aberta:
        yield aberta


def test_escuta_que_nao_leva_a_lugar_nenhum_solta_as_paginas(monkeypatch: pytest.MonkeyPatch, passagem: Passagem) -> None:
    monkeypatch.setattr(escuta, "_SILENCIO", 0.1)
    monkeypatch.setattr(escuta, "_ESPERA", 0.3)
    banco = {**settings.AMBIENTE.banco, "host": "127.0.0.1", "port": str(passagem.porta)}

    async def escutar() -> bool:
        difusao = Difusao()
        fluxo = difusao.entrar(Ouvinte(1, ve_clientes=False))
        tarefa = asyncio.create_task(escuta.escutar(difusao))
        async with asyncio.timeout(PRAZO):
            while not await asyncio.to_thread(_perguntou):
                pass
            assert not fluxo.fim.is_set()
            passagem.fechar()
            await fluxo.fim.wait()
        tarefa.cancel()
        difusao.fechar()
        return fluxo.fim.is_set()

    with override_settings(AMBIENTE=dataclasses.replace(settings.AMBIENTE, banco=banco)):
        assert asyncio.run(escutar())


def _perguntou() -> bool:
    """Whether the connection has asked after a silence whether somebody is there, and got its answer."""
    return _escuta_em("idle", "select 1")


def _escuta_em(estado: str, comando: str = "%") -> bool:
    with psycopg.connect(_servidor()) as conexao:
        achadas = conexao.execute(
            "select from pg_stat_activity where datname = current_database() and application_name = 'enlace eventos'"
            " and state = %s and query like %s and query <> ''",
            [estado, comando],
        )
        return achadas.rowcount > 0


def _aviso(ligacao: Ligacao) -> str:
    return json.dumps({"usuario": ligacao.usuario_id, "ligacao": ligacao.pk})


def _servidor() -> str:
    partes = {**settings.AMBIENTE.banco, "dbname": connection.settings_dict["NAME"]}
    return make_conninfo(**partes)
