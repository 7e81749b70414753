"""What sees to it that no message is forgotten: stuck ones go back, late ones expire, those without a job get one, old ones go."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.mensagens.fila import pedir_envio
from enlace.mensagens.models import Estado, Mensagem
from enlace.mensagens.posse import posse
from enlace.mensagens.tentativa import devolver, encerrar

_LOTE: Final = 1000
# So late a message has been missed: its job would have begun by now if it were there.
_ATRASO: Final = timedelta(minutes=2)
# What was said to whom is personal data (LGPD, art. 16). A year covers a consumer's questions about a bill; the proof of a notice
# of debt is kept by the process that gave it.
GUARDA: Final = timedelta(days=365)


def devolver_paradas(*, agora: datetime) -> None:
    """Put back the messages whose worker died in the middle: nobody holds them any more (`posse`)."""
    for chave in Mensagem.objects.enviando().order_by("pk").values_list("pk", flat=True)[:_LOTE]:
        with posse(chave) as livre:
            if livre:
                devolver(chave, agora=agora)


def expirar_vencidas(*, agora: datetime) -> None:
    """End what waited too long."""
    with transaction.atomic():
        vencidas = Mensagem.objects.vencidas(em=agora).order_by("pk").select_for_update(skip_locked=True)
        encerrar(list(vencidas.values_list("pk", flat=True)[:_LOTE]), Estado.EXPIRADA, agora=agora)


def pedir_esquecidas(*, agora: datetime) -> None:
    """Queue again what should have been sent and has no job, waiting or running: somebody emptied the queue."""
    viva = ProcrastinateJob.objects.filter(pk=OuterRef("id_tarefa"), status__in=["todo", "doing"])
    with transaction.atomic():
        esquecidas = Mensagem.objects.atrasadas(desde=agora - _ATRASO).filter(~Exists(viva)).order_by("proxima_tentativa")
        pedir_envio(list(esquecidas.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:_LOTE]))


def apagar_antigas(*, agora: datetime) -> None:
    """Forget what ended longer ago than anybody may ask, with its attempts; in batches, each a transaction."""
    antigas = Mensagem.objects.finais_antes_de(agora - GUARDA).order_by("finalizada_em").values_list("pk", flat=True)
    while chaves := list(antigas[:_LOTE]):
        Mensagem.objects.filter(pk__in=chaves).delete()
