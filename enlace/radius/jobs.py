"""Jobs of the sessions. When they run by the clock, `enlace/jobs/agenda.py` says."""

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.radius.meses import garantir_meses

fila: App = app


@fila.task(name="radius.criar_meses_das_sessoes")
def criar_meses_das_sessoes() -> None:
    """Make the monthly tables that will be needed. Safe to repeat."""
    garantir_meses(hoje=datas.hoje())


@fila.task(name="radius.ajustar_sessoes")
def ajustar_sessoes(id_cliente_servico: int) -> None:
    """Disconnect the live sessions of a service that were granted something else than it is granted now."""
    raise NotImplementedError(id_cliente_servico)
