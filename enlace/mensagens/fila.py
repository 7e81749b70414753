"""The job that sends, asked for by name: in the transaction of whoever asks, so that it commits or rolls back with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app

TAREFA_DE_ENVIO: Final = "mensagens.enviar"
# Below everything else in the queue: a month's bills must not make the rest wait.
_PRIORIDADE: Final = -5


def pedir_envio(chaves: Sequence[int], *, em: datetime | None = None) -> None:
    """Queue the sending of these messages, now or at an instant, and note on each which job it is.

    No queueing lock: a job that its dead worker left could then not be put back beside the one that it asked for itself.
    """
    if not chaves:
        return
    with transaction.atomic():
        pedido = app.configure_task(TAREFA_DE_ENVIO, priority=_PRIORIDADE, schedule_at=em)
        tarefas = pedido.batch_defer(*({"id_mensagem": chave} for chave in chaves))
        with connection.cursor() as cursor:
            cursor.execute(
                "update mensagem set id_tarefa = nova.id_tarefa "
                "from unnest(%s::bigint[], %s::bigint[]) as nova (id_mensagem, id_tarefa) "
                "where mensagem.id_mensagem = nova.id_mensagem",
                [list(chaves), tarefas],
            )
