"""Jobs of the sessions. When they run by the clock, `enlace/jobs/agenda.py` says."""

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.radius import ajuste
from enlace.radius.insistencia import Insistencia
from enlace.radius.meses import garantir_meses
from enlace.radius.registro_de_pedidos import apagar_antigos

fila: App = app


@fila.task(name="radius.criar_meses_das_sessoes")
def criar_meses_das_sessoes() -> None:
    """Make the monthly tables that will be needed. Safe to repeat."""
    garantir_meses(hoje=datas.hoje())


# Before whatever waits in the queue: the state has changed and somebody has it, or has it not, on the screen.
@fila.task(name="radius.ajustar_sessoes", priority=10, retry=Insistencia())
def ajustar_sessoes(id_cliente_servico: int) -> None:
    """Make the live sessions of a service agree with what it is granted now. Safe to repeat; silence is asked again."""
    ajuste.ajustar_do_servico(id_cliente_servico, agora=datas.agora())


@fila.task(name="radius.ajustar_divergentes")
def ajustar_divergentes() -> None:
    """The same for whatever session does not agree with its service, whoever changed it. Safe to repeat."""
    ajuste.ajustar_divergentes(agora=datas.agora())


@fila.task(name="radius.apagar_pedidos_antigos")
def apagar_pedidos_antigos() -> None:
    """Forget what was asked of concentrators longer ago than attempts of access are kept. Safe to repeat."""
    apagar_antigos(agora=datas.agora())
