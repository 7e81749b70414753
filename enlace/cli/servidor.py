"""The web server: granian, with the panel, the API and the static files."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from enlace.cli import preparo, vigia
from enlace.cli.endereco import recusar_demonstracao_aberta
from enlace.cli.porta import recusar_porta_ocupada
from enlace.projeto.corpo import VARIAVEL_DAS_LINHAS

# A thread keeps its database connection, and with it the prepared statements, for as long as it lives: let it live.
_OCIOSIDADE = 600
_PRAZO_PARA_PARAR = 10


def atender(*, endereco: str, porta: int, processos: int, linhas: int) -> int:
    """Serve until a signal says stop. Returns the exit status."""
    vigia.vigiar()
    preparo.conferir_banco()
    recusar_demonstracao_aberta(endereco)
    recusar_porta_ocupada(endereco, porta)
    os.environ[VARIAVEL_DAS_LINHAS] = str(linhas)
    # Each process of the server opens its own connections.
    connection.close()
    Granian(
        "enlace.projeto.wsgi:application",
        address=endereco,
        port=porta,
        interface=Interfaces.WSGI,
        # What proxies and the contract's programs speak; looking for HTTP/2 costs every connection.
        http=HTTPModes.http1,
        workers=processos,
        blocking_threads=linhas,
        blocking_threads_idle_timeout=_OCIOSIDADE,
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[Path(settings.STATIC_ROOT)],
        respawn_failed_workers=True,
        # A process that is told to stop while it starts does not hear it; it must not keep the others from stopping.
        workers_kill_timeout=_PRAZO_PARA_PARAR,
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    ).serve()
    return 0
