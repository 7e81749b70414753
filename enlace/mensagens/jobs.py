"""Jobs of the outbox. When the periodic ones run, `enlace/jobs/agenda.py` says."""

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.mensagens import envio, retomada
from enlace.mensagens.fila import TAREFA_DE_ENVIO

fila: App = app


@fila.task(name=TAREFA_DE_ENVIO)
def enviar_mensagem(id_mensagem: int) -> None:
    """Try to send one message. Safe to repeat: what is not to be sent now is left as it is."""
    envio.enviar(id_mensagem, agora=datas.agora())


@fila.task(name="mensagens.retomar")
def retomar_mensagens() -> None:
    """Put back what dead workers left, end what is too late, queue what has no job. Safe to repeat."""
    retomada.devolver_paradas(agora=datas.agora())
    retomada.expirar_vencidas(agora=datas.agora())
    retomada.pedir_esquecidas(agora=datas.agora())


@fila.task(name="mensagens.apagar_antigas")
def apagar_mensagens_antigas() -> None:
    """Delete messages that ended more than a year ago. Safe to repeat."""
    retomada.apagar_antigas(agora=datas.agora())
