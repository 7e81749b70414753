"""The ASGI application: one path, one method, one stream for each page."""

import asyncio
import json
import logging
import os
import random
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from django.db import DatabaseError, InterfaceError

from enlace.painel.eventos import acesso, mensagens
from enlace.painel.eventos.acesso import Ouvinte
from enlace.painel.eventos.difusao import Difusao, Fluxo, SemLugar, UsuarioSemLugar
from enlace.painel.eventos.endereco import CAMINHO, host_nosso, origem_do_painel
from enlace.painel.eventos.escuta import escutar
from enlace.painel.eventos.leitor import Leitor

# Set by `enlace eventos`: after how many seconds at most a stream learns that its session has ended.
VARIAVEL_DA_CONFERENCIA: Final = "ENLACE_CONFERENCIA"
CONFERENCIA: Final = 30.0
_ENTRE_BATIMENTOS: Final = 15.0
_ESPERA_DA_DESPEDIDA: Final = 1.0
_TENTE_EM: Final = 5
# How many times `conferencia` may pass without a look at the session that succeeded; a single look may always take as long as this.
_TOLERANCIA: Final = 2.0
_MENOR_TOLERANCIA: Final = 5.0
_log = logging.getLogger(__name__)

# ASGI's own types say no more.
Escopo: TypeAlias = Mapping[str, Any]
Receber: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
Enviar: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
Cabecalhos: TypeAlias = list[tuple[bytes, bytes]]


_COMUNS: Final[Cabecalhos] = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"vary", b"Origin, Sec-Fetch-Mode"),
]
# Of which there can be one: of two a proxy may believe the one and we the other.
_UNICOS: Final = frozenset({"host", "origin", "cookie", "sec-fetch-mode"})


class _Recusa(Exception):  # noqa: N818 - an answer, not a failure
    """There will be no stream."""

    def __init__(self, status: HTTPStatus, msg: str, *cabecalhos: tuple[bytes, bytes]) -> None:
        super().__init__(msg)
        self.status = status
        self.cabecalhos = list(cabecalhos)


class Aplicacao:
    """Answers `GET /eventos/` with the events of the session's user, for as long as the session lasts."""

    def __init__(self) -> None:
        self._conferencia = float(os.environ.get(VARIAVEL_DA_CONFERENCIA, CONFERENCIA))
        self._sessoes = Leitor(linhas=2)
        self._difusao = Difusao()

    async def __call__(self, scope: Escopo, receive: Receber, send: Enviar) -> None:
        """One request, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._viver(receive, send)
        elif scope["type"] == "http":
            await self._atender(scope, receive, send)

    async def _viver(self, receive: Receber, send: Enviar) -> None:
        await receive()
        escuta = asyncio.create_task(escutar(self._difusao))
        self._ouvir_sinais()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        escuta.cancel()
        self._sessoes.fechar()
        self._difusao.fechar()
        await send({"type": "lifespan.shutdown.complete"})

    def _ouvir_sinais(self) -> None:
        """End the streams when the server is told to stop: it waits for open answers, and says nothing to the application.

        The event loop learns of signals through a file descriptor of its own, so that the server's handler is called as well.
        """
        laco = asyncio.get_running_loop()
        for sinal in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sinal, lambda _numero, _quadro: laco.call_soon_threadsafe(self._difusao.encerrar))

    async def _atender(self, scope: Escopo, receive: Receber, send: Enviar) -> None:
        comuns = list(_COMUNS)
        try:
            pedido = _cabecalhos(scope)
            comuns += _permitir_origem(scope, pedido)
            chave, fluxo = await self._abrir(pedido)
        except _Recusa as recusa:
            await _recusar(send, recusa, comuns)
            return
        try:
            await self._transmitir(fluxo, chave, receive, send, comuns)
        finally:
            self._difusao.sair(fluxo)

    async def _abrir(self, pedido: Mapping[str, str]) -> tuple[str, Fluxo]:
        """The session's key and its stream, entered. Raises `_Recusa`."""
        chave = acesso.chave_da_sessao(pedido.get("cookie", ""))
        try:
            ouvinte = await self._sessoes.perguntar(acesso.ouvinte, chave) if chave else None
            fluxo = self._difusao.entrar(ouvinte) if ouvinte else None
        except UsuarioSemLugar:
            raise _ocupado(HTTPStatus.TOO_MANY_REQUESTS, "Há páginas demais abertas por este usuário.") from None
        except (SemLugar, DatabaseError, InterfaceError):
            raise _ocupado(HTTPStatus.SERVICE_UNAVAILABLE, "Serviço ocupado; tente novamente em instantes.") from None
        if chave is None or fluxo is None:
            raise _Recusa(HTTPStatus.UNAUTHORIZED, "Entre no painel para receber os eventos.")
        return chave, fluxo

    async def _transmitir(self, fluxo: Fluxo, chave: str, receive: Receber, send: Enviar, comuns: Cabecalhos) -> None:
        """Send until the reader leaves, the session ends, the line overflows or the process stops."""
        tipo = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": [*comuns, *tipo]})
        await _ate_o_primeiro(self._enviar(fluxo, send), self._conferir(fluxo, chave), _esperar_saida(receive), fluxo.fim.wait())
        # Whoever does not read is not waited for.
        await _ate_o_primeiro(_enviar_corpo(send, b"", continua=False), asyncio.sleep(_ESPERA_DA_DESPEDIDA))

    async def _enviar(self, fluxo: Fluxo, send: Enviar) -> None:
        await _enviar_corpo(send, mensagens.INICIO)
        try:
            await self._difusao.situar(fluxo)
        except (DatabaseError, InterfaceError):
            # The browser comes again, and finds out then.
            return
        while True:
            try:
                async with asyncio.timeout(_ENTRE_BATIMENTOS):
                    mensagem = await fluxo.proxima()
            except TimeoutError:
                mensagem = mensagens.BATIMENTO
            await _enviar_corpo(send, mensagem)

    async def _conferir(self, fluxo: Fluxo, chave: str) -> None:
        """Look at the session again and again; return when it is no more, or when it could not be looked at for too long."""
        limite = max(_TOLERANCIA * self._conferencia, _MENOR_TOLERANCIA)
        try:
            while True:
                async with asyncio.timeout(limite):
                    ouvinte = await self._olhar(chave)
                if ouvinte is None or ouvinte.id_usuario != fluxo.ouvinte.id_usuario:
                    return
                fluxo.ouvinte = ouvinte
        except TimeoutError:
            _log.warning("sessão sem conferência há %.0f s; página solta", limite)

    async def _olhar(self, chave: str) -> Ouvinte | None:
        """Whose the session is after a while; asked until the database answers."""
        while True:
            # Pages that came at once, as after a restart, are not looked at at once.
            await asyncio.sleep(self._conferencia * random.uniform(0.5, 1))  # noqa: S311 - nothing to guess
            with suppress(DatabaseError, InterfaceError):
                return await self._sessoes.perguntar(acesso.ouvinte, chave)


def _cabecalhos(scope: Escopo) -> dict[str, str]:
    """The headers of a request. Raises `_Recusa` when one that must be single is not."""
    nomes_e_valores = [(nome.decode("latin-1").lower(), valor.decode("latin-1")) for nome, valor in scope["headers"]]
    nomes = [nome for nome, _ in nomes_e_valores]
    if any(nomes.count(unico) > 1 for unico in _UNICOS):
        raise _Recusa(HTTPStatus.BAD_REQUEST, "Cabeçalho repetido.")
    return dict(nomes_e_valores)


def _permitir_origem(scope: Escopo, pedido: Mapping[str, str]) -> Cabecalhos:
    """The headers that let the asking page read the answer. Raises `_Recusa` for what is not asked by a page of ours."""
    host = pedido.get("host", "")
    if not host_nosso(host):
        raise _Recusa(HTTPStatus.BAD_REQUEST, "Endereço desconhecido.")
    if scope["path"] != CAMINHO:
        raise _Recusa(HTTPStatus.NOT_FOUND, "Página não encontrada.")
    if scope["method"] != "GET":
        raise _Recusa(HTTPStatus.METHOD_NOT_ALLOWED, "Método não permitido.", (b"allow", b"GET"))
    # A page that listens asks as EventSource does; an image, a frame or an address that is typed asks for something else.
    if pedido.get("sec-fetch-mode", "cors") != "cors":
        raise _Recusa(HTTPStatus.FORBIDDEN, "Este endereço só serve às páginas do painel.")
    origem = pedido.get("origin")
    if origem is None:
        return []
    if not origem_do_painel(origem, host=host):
        raise _Recusa(HTTPStatus.FORBIDDEN, "Esta página não é do painel.")
    return [(b"access-control-allow-origin", origem.encode("latin-1")), (b"access-control-allow-credentials", b"true")]


def _ocupado(status: HTTPStatus, msg: str) -> _Recusa:
    return _Recusa(status, msg, (b"retry-after", str(_TENTE_EM).encode()))


async def _recusar(send: Enviar, recusa: _Recusa, comuns: Cabecalhos) -> None:
    corpo = json.dumps({"status": "error", "msg": str(recusa)}, ensure_ascii=False).encode()
    tipo = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(corpo)).encode())]
    await send({"type": "http.response.start", "status": recusa.status, "headers": [*comuns, *tipo, *recusa.cabecalhos]})
    await _enviar_corpo(send, corpo, continua=False)


async def _enviar_corpo(send: Enviar, corpo: bytes, *, continua: bool = True) -> None:
    await send({"type": "http.response.body", "body": corpo, "more_body": continua})


async def _esperar_saida(receive: Receber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _ate_o_primeiro(*trabalhos: Coroutine[Any, Any, object]) -> None:
    """Run side by side until one of them ends, and end the others; a failure is raised."""
    tarefas = [asyncio.create_task(trabalho) for trabalho in trabalhos]
    try:
        feitas, _restantes = await asyncio.wait(tarefas, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for tarefa in tarefas:
            tarefa.cancel()
        await asyncio.gather(*tarefas, return_exceptions=True)
    for tarefa in feitas:
        tarefa.result()
