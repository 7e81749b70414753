"""The process of live events: granian with one event loop, in which an open page costs a few kilobytes and no thread."""

import os
import resource

from django.db import connection
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels

from enlace.cli import preparo, vigia
from enlace.cli.endereco import recusar_demonstracao_aberta
from enlace.cli.porta import recusar_porta_ocupada
from enlace.painel.eventos.aplicacao import VARIAVEL_DA_CONFERENCIA
from enlace.painel.eventos.difusao import FLUXOS_POR_PROCESSO

# Who comes when all streams are taken shall be told so, and not be left waiting.
_FOLGA = 200
_PRAZO_PARA_PARAR = 5


def atender(*, endereco: str, porta: int, conferencia: float) -> int:
    """Serve until a signal says stop. Returns the exit status."""
    vigia.vigiar()
    preparo.conferir_banco()
    recusar_demonstracao_aberta(endereco)
    recusar_porta_ocupada(endereco, porta)
    _permitir_conexoes()
    os.environ[VARIAVEL_DA_CONFERENCIA] = str(conferencia)
    # The process that serves opens its own connections.
    connection.close()
    Granian(
        "enlace.projeto.asgi:application",
        address=endereco,
        port=porta,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        # The application's way of ending streams at a signal is this loop's (`Aplicacao._ouvir_sinais`).
        loop=Loops.asyncio,
        workers=1,
        backpressure=FLUXOS_POR_PROCESSO + _FOLGA,
        respawn_failed_workers=True,
        workers_kill_timeout=_PRAZO_PARA_PARAR,
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    ).serve()
    return 0


def _permitir_conexoes() -> None:
    """As many open files as this process may have: many systems begin with 1024, which is fewer than it has places."""
    _atual, maximo = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (maximo, maximo))
