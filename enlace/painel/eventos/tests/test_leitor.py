"""Questions that are not answered, and connections that lead nowhere."""

import asyncio
import contextlib
import dataclasses
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import override_settings

from enlace.contas.models import Usuario
from enlace.painel.eventos import escuta, leitor
from enlace.painel.eventos.acesso import Ouvinte
from enlace.painel.eventos.difusao import Difusao
from enlace.painel.eventos.leitor import Leitor, SemResposta
from enlace.pbx.models import Ligacao

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
PRAZO = 60


def perguntar_ao_banco(comando: str) -> Any:  # noqa: ANN401 - whatever the statement answers
    with connection.cursor() as cursor:
        cursor.execute(comando)
        (valor,) = cursor.fetchone()
    connection.close()
    return valor


@pytest.mark.django_db(transaction=True, available_apps=[])
@pytest.mark.parametrize("linhas", [1, 2])
def test_pergunta_sem_resposta_e_deixada_e_as_seguintes_tem_outra_linha(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, linhas: int
) -> None:
    monkeypatch.setattr(leitor, "PRAZO", 0.2)
    monkeypatch.setattr(leitor, "_DEMORADA", 0.1)
    soltar = threading.Event()

    async def perguntar() -> object:
        perguntas = Leitor(linhas=linhas)
        presas = await asyncio.gather(*(perguntas.perguntar(soltar.wait, PRAZO) for _ in range(2 * linhas)), return_exceptions=True)
        assert [type(presa) for presa in presas] == [SemResposta] * 2 * linhas
        monkeypatch.setattr(leitor, "PRAZO", PRAZO)
        try:
            return await perguntas.perguntar(perguntar_ao_banco, "select 7")
        finally:
            soltar.set()
            perguntas.fechar()

    assert asyncio.run(perguntar()) == 7
    assert "a resposta a wait levou" in caplog.text


@pytest.mark.django_db(transaction=True, available_apps=[])
def test_banco_desiste_por_si_de_uma_leitura_que_demora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leitor, "_PACIENCIA", "50ms")

    async def perguntar() -> tuple[str, str]:
        perguntas = Leitor(linhas=1)
        try:
            with pytest.raises(OperationalError) as recusa:
                await perguntas.perguntar(perguntar_ao_banco, f"select pg_sleep({PRAZO})")
            return type(recusa.value.__cause__).__name__, await perguntas.perguntar(perguntar_ao_banco, "show statement_timeout")
        finally:
            perguntas.fechar()

    assert asyncio.run(perguntar()) == ("QueryCanceled", "50ms")
    # Only of the readers: other connections of the same process wait as they always did.
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_de_ligacoes_demais_contam_as_abertas_e_depois_as_mais_novas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leitor, "_MAIS_RECENTES", 3)
    maria = Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True)
    encerradas: list[int | None] = [None, 1, 3, 2, None]
    chaves = [
        Ligacao.objects.create(
            usuario=maria,
            telefone=str(numero),
            notificada_em=AGORA,
            encerrada_em=None if minutos is None else AGORA + timedelta(minutes=minutos),
        ).pk
        for numero, minutos in enumerate(encerradas)
    ]

    contadas = leitor.movidas_desde(AGORA, id_usuario=maria.pk)

    assert [ligacao.pk for ligacao in contadas] == [chaves[0], chaves[2], chaves[4]]


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


@pytest.mark.django_db(transaction=True, available_apps=[])
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
    """Whether the connection that listens has asked after a silence whether somebody is there, and got its answer."""
    perguntou: bool = perguntar_ao_banco(
        "select exists (select from pg_stat_activity where datname = current_database() and application_name = 'enlace eventos'"
        " and query = 'select 1' and state = 'idle')"
    )
    return perguntou
