"""How a job that somebody waits for stands, as a person is told: in the queue, being done, left by a dead worker, or over."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

# Workers say every ten seconds that they live; procrastinate gives up those that were silent for thirty.
_SILENCIO: Final = timedelta(seconds=30)


class Tarefa(StrEnum):
    """`ORFA`: its worker died; the timetable puts it back within minutes (`jobs/agenda.py`). `NENHUMA`: over, or never asked."""

    NA_FILA = "na_fila"
    SEM_TRABALHADOR = "sem_trabalhador"
    FAZENDO = "fazendo"
    ORFA = "orfa"
    NENHUMA = "nenhuma"


VIVAS: Final = frozenset({Tarefa.NA_FILA, Tarefa.SEM_TRABALHADOR, Tarefa.FAZENDO, Tarefa.ORFA})


def situacao_da_tarefa(id_tarefa: int | None, *, agora: datetime) -> Tarefa:
    """How the job with this key stands."""
    tarefa = ProcrastinateJob.objects.select_related("worker").filter(pk=id_tarefa).first() if id_tarefa else None
    if tarefa is None or tarefa.status not in {"todo", "doing"}:
        return Tarefa.NENHUMA
    if tarefa.status == "todo":
        vivos = ProcrastinateWorker.objects.filter(last_heartbeat__gt=agora - _SILENCIO)
        return Tarefa.NA_FILA if vivos.exists() else Tarefa.SEM_TRABALHADOR
    vivo = tarefa.worker is not None and tarefa.worker.last_heartbeat > agora - _SILENCIO
    return Tarefa.FAZENDO if vivo else Tarefa.ORFA
