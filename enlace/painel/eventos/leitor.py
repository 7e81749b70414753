"""The database, asked from an event loop: Django's ORM in a few threads, each of which keeps its connection."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from typing import Final, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, close_old_connections, connection, connections
from django.db.models import F
from psycopg.errors import QueryCanceled

from enlace.pbx.models import Ligacao

# A database whose machine is gone says nothing, not even that: the system finds out within a quarter of a minute (not on sockets
# of the same machine, which do not get lost). What the address of the database says of it counts more.
VIVA: Final[Mapping[str, int]] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# What is read here takes milliseconds: whoever waits longer waits for a lock. PostgreSQL gives up first.
_PACIENCIA: Final = "4s"
PRAZO: Final = 6.0
_DEMORADA: Final = 2.0
# Of one user within ten minutes; more is an exchange gone mad, and the open ones are what can still be answered.
_MAIS_RECENTES: Final = 100
_COLUNAS: Final = (
    "usuario_id",
    "ramal",
    "identificador_interno",
    "telefone",
    "notificada_em",
    "encerrada_em",
    "cliente__codigo_cliente",
    "cliente__nome_razaosocial",
)

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger(__name__)


class SemResposta(OperationalError):  # noqa: N818 - named like its kin (SemLugar, SemVaga)
    """The database did not answer in time."""


class Leitor:
    """Runs questions to the database beside the event loop, as many at a time as it has threads.

    A question that gets no answer is given up together with the threads and their connections: new ones take their place. What
    still holds the old ones ends with `_PACIENCIA`, or when the system finds that the database's machine is gone.
    """

    def __init__(self, *, linhas: int) -> None:
        self._quantas = linhas
        self._linhas = self._novas()

    async def perguntar(self, pergunta: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer of a function that reads the database.

        Raises django.db.Error when the database is away: SemResposta after `PRAZO` seconds, the wait for a thread included.
        """
        linhas, inicio = self._linhas, monotonic()

        def com_conexao() -> R:
            return _duas_vezes(pergunta, *args, **kwargs)

        try:
            async with asyncio.timeout(PRAZO):
                return await asyncio.get_running_loop().run_in_executor(linhas, com_conexao)
        except TimeoutError:
            self._trocar(linhas)
            msg = f"sem resposta em {PRAZO:.0f} s"
            raise SemResposta(msg) from None
        finally:
            if (demora := monotonic() - inicio) > _DEMORADA:
                _log.warning("a resposta a %s levou %.1f s", pergunta.__name__, demora)

    def fechar(self) -> None:
        """Let the threads and their connections end."""
        self._largar(self._linhas)

    def _novas(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._quantas, thread_name_prefix="eventos", initializer=_preparar_conexao)

    def _trocar(self, linhas: ThreadPoolExecutor) -> None:
        # Of several questions that were given up together the first one finds the old threads still in their place.
        if linhas is self._linhas:
            self._linhas = self._novas()
            self._largar(linhas)

    def _largar(self, linhas: ThreadPoolExecutor) -> None:
        for _ in range(self._quantas):
            linhas.submit(_fechar_conexao)
        linhas.shutdown(wait=False)


def _duas_vezes(pergunta: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    close_old_connections()
    try:
        return pergunta(*args, **kwargs)
    except (OperationalError, InterfaceError) as erro:
        # Of a connection that a restart closed the first question learns; a reading can be repeated. One that took too long would
        # take as long again.
        connection.close()
        if isinstance(erro.__cause__, QueryCanceled):
            raise
        return pergunta(*args, **kwargs)


def _fechar_conexao() -> None:
    # That of the thread in which it runs.
    connection.close()


def _preparar_conexao() -> None:
    """The settings of this thread's connection: those of every other one, and an end to waiting."""
    opcoes = connection.settings_dict["OPTIONS"]
    limite = f"{opcoes.get('options', '')} -c statement_timeout={_PACIENCIA}"
    # Each thread has its own connection, but all of them the same dictionary.
    conexao = connections[DEFAULT_DB_ALIAS]
    conexao.settings_dict = {**conexao.settings_dict, "OPTIONS": {**VIVA, **opcoes, "options": limite}}


def ligacao(id_ligacao: int) -> Ligacao | None:
    """One call with its customer, by its key."""
    return Ligacao.objects.select_related("cliente").only(*_COLUNAS).filter(pk=id_ligacao).first()


def movidas_desde(inicio: datetime, *, id_usuario: int) -> list[Ligacao]:
    """A user's calls that were notified or closed since an instant, oldest first; of too many the open ones, then the newest."""
    ligacoes = Ligacao.objects.movidas_desde(inicio, id_usuario=id_usuario).select_related("cliente").only(*_COLUNAS)
    escolhidas = ligacoes.order_by(F("encerrada_em").desc(nulls_first=True), "-id_ligacao")[:_MAIS_RECENTES]
    return sorted(escolhidas, key=lambda ligacao: ligacao.pk)
