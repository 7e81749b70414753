"""The database, asked from an event loop: Django's ORM in a few threads, each of which keeps its connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from enlace.pbx.models import Ligacao

# Of one user within ten minutes; more is an exchange gone mad, and the newest are what can still be answered.
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


class Leitor:
    """Runs questions to the database beside the event loop, as many at a time as it has threads."""

    def __init__(self, *, linhas: int) -> None:
        self._linhas = ThreadPoolExecutor(linhas, thread_name_prefix="eventos")

    async def perguntar(self, pergunta: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer of a function that reads the database. Raises django.db.Error when the database is away."""

        def com_conexao() -> R:
            close_old_connections()
            try:
                return pergunta(*args, **kwargs)
            except (OperationalError, InterfaceError):
                # Of a connection that a restart closed the first question learns; a reading can be repeated.
                connection.close()
                return pergunta(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._linhas, com_conexao)

    def fechar(self) -> None:
        """Let the threads end."""
        self._linhas.shutdown(wait=False, cancel_futures=True)


def ligacao(id_ligacao: int) -> Ligacao | None:
    """One call with its customer, by its key."""
    return Ligacao.objects.select_related("cliente").only(*_COLUNAS).filter(pk=id_ligacao).first()


def movidas_desde(inicio: datetime, *, id_usuario: int) -> list[Ligacao]:
    """A user's calls that were notified or closed since an instant, oldest first."""
    ligacoes = Ligacao.objects.movidas_desde(inicio, id_usuario=id_usuario).select_related("cliente").only(*_COLUNAS)
    return list(ligacoes.reverse()[:_MAIS_RECENTES])[::-1]
