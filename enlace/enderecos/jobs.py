"""The jobs of the places."""

import logging

from django.db import transaction
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.models import Cidade
from enlace.enderecos.sincronizacao_de_cidades import MINIMO_DA_REDE, ListaDeCidadesRecusada, sincronizar_pela_rede

registro = logging.getLogger(__name__)
fila: App = app


@fila.task(
    name="sincronizar_cidades",
    lock="sincronizar_cidades",
    queueing_lock="sincronizar_cidades",
    # A machine without a way out is no error of ours: after 6 s, 36 s, 4 min, 22 min, 2 h and 13 h it is left in peace.
    retry=RetryStrategy(max_attempts=6, exponential_wait=6, retry_exceptions=[FalhaDoServico, ListaDeCidadesRecusada]),
)
def sincronizar_cidades() -> None:
    """Bring the cities to the IBGE's list."""
    sincronizar_pela_rede(registro.info)


def pedir_primeira_sincronizacao() -> bool:
    """Queue the synchronisation when most cities are still missing and none is waiting; whether it was queued.

    For every start of the system: a machine that got its way out late is completed at the next start.
    """
    if Cidade.objects.count() >= MINIMO_DA_REDE:
        return False
    try:
        # A savepoint, so that the refusal of a second one does not spoil the caller's transaction.
        with transaction.atomic():
            sincronizar_cidades.defer()
    except AlreadyEnqueued:
        return False
    return True
