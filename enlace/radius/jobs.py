"""Jobs of the sessions. When they run by the clock, `enlace/jobs/agenda.py` says."""

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.radius import ajuste, amostragem, meses, varredura
from enlace.radius.insistencia import Insistencia
from enlace.radius.registro_de_pedidos import apagar_antigos

fila: App = app


@fila.task(name="radius.criar_meses_das_sessoes")
def criar_meses_das_sessoes() -> None:
    """Make the monthly tables that will be needed. Safe to repeat."""
    meses.garantir_meses(hoje=datas.hoje())


@fila.task(name="radius.apagar_meses_antigos")
def apagar_meses_antigos() -> None:
    """Drop the monthly tables of sessions and accesses that need not be kept any longer. Safe to repeat."""
    meses.apagar_meses_antigos(hoje=datas.hoje(), autor=Autor(porta=Registro.Porta.JOB, id_usuario=None))


@fila.task(name="radius.varrer_sessoes")
def varrer_sessoes() -> None:
    """End the sessions whose concentrator has vanished. Safe to repeat."""
    varredura.varrer(agora=datas.agora())


@fila.task(name="radius.amostrar_sessoes")
def amostrar_sessoes() -> None:
    """Note how many sessions are online. Safe to repeat."""
    amostragem.amostrar(agora=datas.agora())


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
