"""Whose turn it is at an e-mail server: the interval between sends and the limit of a day, for all workers together."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import F
from django.utils import timezone

from enlace.mensagens.models import ServidorEmail

# So long a worker waits by itself; whoever has to wait longer goes back to the queue.
_PACIENCIA: Final = timedelta(seconds=2)


@dataclass(frozen=True)
class Vez:
    """The turn was given: at this instant, at most two seconds away."""

    em: datetime


@dataclass(frozen=True)
class Espera:
    """No turn yet: ask again at this instant."""

    ate: datetime
    motivo: str


def reservar(servidor: ServidorEmail, *, agora: datetime) -> Vez | Espera:
    """Take a turn. The row is locked until the caller's transaction ends, so two workers never get the same one."""
    linha = ServidorEmail.objects.select_for_update().get(pk=servidor.pk)
    hoje = timezone.localdate(agora)
    enviadas = linha.enviadas_no_dia if linha.dia == hoje else 0
    if linha.limite_diario is not None and enviadas >= linha.limite_diario:
        amanha = timezone.make_aware(datetime.combine(hoje + timedelta(days=1), time()))
        return Espera(amanha, "O servidor chegou ao limite do dia.")
    livre = max(linha.proximo_envio or agora, agora)
    intervalo = timedelta(seconds=linha.intervalo_minimo)
    if livre - agora > _PACIENCIA:
        # Those who wait come back one by one, not all at the next free instant.
        linha.fim_da_fila = max(livre, (linha.fim_da_fila or livre - intervalo) + intervalo)
        linha.save(update_fields=["fim_da_fila"])
        return Espera(linha.fim_da_fila, "Aguarda o intervalo entre envios.")
    linha.proximo_envio = livre + intervalo
    linha.dia, linha.enviadas_no_dia = hoje, enviadas + 1
    linha.save(update_fields=["proximo_envio", "dia", "enviadas_no_dia"])
    return Vez(livre)


def devolver(id_servidor_email: int, *, em: datetime) -> None:
    """Give a turn of the day of `em` back: nothing was handed over with it."""
    ServidorEmail.objects.filter(pk=id_servidor_email, dia=timezone.localdate(em), enviadas_no_dia__gt=0).update(
        enviadas_no_dia=F("enviadas_no_dia") - 1
    )
