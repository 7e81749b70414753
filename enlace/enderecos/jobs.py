"""The jobs of the places."""

import logging
from datetime import timedelta

from django.db import transaction
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.models import Cidade
from enlace.enderecos.sincronizacao_de_cidades import MINIMO_DA_REDE, ListaDeCidadesRecusada, sincronizar_pela_rede

registro = logging.getLogger(__name__)
fila: App = app

# After the first attempt, the second and so on. A machine without a way out is then left in peace until its next start.
_ESPERAS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=12))


@fila.task(name="sincronizar_cidades", lock="sincronizar_cidades", queueing_lock="sincronizar_cidades")
def sincronizar_cidades(tentativa: int = 1) -> None:
    """Bring the cities to the IBGE's list; without it, try again later, a few times.

    Its own retries, not procrastinate's: no network is an ordinary thing, told in one line and not with a traceback.
    """
    try:
        sincronizar_pela_rede(registro.info)
    except (FalhaDoServico, ListaDeCidadesRecusada) as falha:
        if tentativa > len(_ESPERAS):
            registro.warning("Cidades não sincronizadas. %s Fica para o próximo início.", falha)
            return
        registro.warning("Cidades não sincronizadas. %s Nova tentativa mais tarde.", falha)
        _pedir(tentativa=tentativa + 1, espera=_ESPERAS[tentativa - 1])


def pedir_primeira_sincronizacao() -> bool:
    """Queue the synchronisation when most cities are still missing and none is waiting; whether it was queued.

    For every start of the system: a machine that got its way out late is completed at a later start.
    """
    if Cidade.objects.count() >= MINIMO_DA_REDE:
        return False
    return _pedir(tentativa=1, espera=timedelta())


def _pedir(*, tentativa: int, espera: timedelta) -> bool:
    pedido = sincronizar_cidades.configure(schedule_in={"seconds": int(espera.total_seconds())})
    try:
        # A savepoint, so that the refusal of a second one does not spoil the caller's transaction.
        with transaction.atomic():
            pedido.defer(tentativa=tentativa)
    except AlreadyEnqueued:
        return False
    return True
