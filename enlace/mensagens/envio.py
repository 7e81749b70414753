"""Sends one message: claims it, hands it over, writes down what came of it.

Steps: 1. hold the message, by a lock that dies with this worker; 2. begin an attempt and commit; 3. connect, and say all that does
not matter yet; 4. commit that the point of no return is reached; 5. hand over; 6. commit the outcome.

Killed before 4: nothing left, and it is sent again. Killed after it: it may have left, and is sent again all the same, with the
same identity. Lost it is never.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, connection

from enlace.mensagens.entrega import Entregue, FalhaDeEnvio, PontoSemVolta, Recusada, Rede
from enlace.mensagens.fcm import cliente as fcm
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, GatewaySms, ServidorEmail
from enlace.mensagens.posse import posse
from enlace.mensagens.sms import cliente as sms
from enlace.mensagens.smtp import cliente as smtp
from enlace.mensagens.smtp.carta import escrever
from enlace.mensagens.tentativa import Tentativa, TentativaPerdida, concluir, iniciar, marcar_entrega
from enlace.mensagens.webpush import cliente as webpush

_INTERNET: Final = Rede()


def enviar(id_mensagem: int, *, agora: datetime, rede: Rede = _INTERNET) -> None:
    """Try to send a message once, if it is its turn and nobody else is at it. Waits for the network: outside transactions only."""
    decorrido = _cronometro()
    with posse(id_mensagem) as minha:
        if not minha:
            return
        tentativa = iniciar(id_mensagem, agora=agora)
        if tentativa is None:
            return
        time.sleep(max(0.0, (tentativa.em - agora).total_seconds()))
        try:
            desfecho = _entregar(tentativa, lambda: agora + decorrido(), rede)
        except TentativaPerdida:
            return
        _concluir(tentativa, desfecho, agora + decorrido())


def _entregar(tentativa: Tentativa, relogio: Callable[[], datetime], rede: Rede) -> Entregue | FalhaDeEnvio:
    def ponto() -> None:
        marcar_entrega(tentativa, agora=relogio())

    mensagem, via = tentativa.mensagem, tentativa.via
    try:
        if isinstance(via, ServidorEmail):
            carta = escrever(mensagem, list(mensagem.anexos.order_by("pk")), via)
            return smtp.enviar(via, carta, destino=mensagem.destino, rede=rede, ponto_sem_volta=ponto)
        if isinstance(via, GatewaySms):
            return sms.enviar(via, mensagem, rede=rede, ponto_sem_volta=ponto)
        return _notificar(tentativa, via, relogio(), rede, ponto)
    except FalhaDeEnvio as falha:
        return falha


def _notificar(tentativa: Tentativa, push: ConfiguracaoPush, agora: datetime, rede: Rede, ponto: PontoSemVolta) -> Entregue:
    dispositivo = tentativa.dispositivo
    if dispositivo is None or not dispositivo.ativo:
        raise Recusada("O dispositivo não recebe mais notificações.")
    entregar = webpush.enviar if dispositivo.tipo == Dispositivo.Tipo.WEBPUSH else fcm.enviar
    return entregar(push, dispositivo, tentativa.mensagem, agora=agora, rede=rede, ponto_sem_volta=ponto)


def _concluir(tentativa: Tentativa, desfecho: Entregue | FalhaDeEnvio, agora: datetime) -> None:
    """Write the outcome down; through a new connection if the old one broke while we waited for the network."""
    try:
        concluir(tentativa, desfecho, agora=agora)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        concluir(tentativa, desfecho, agora=agora)


def _cronometro() -> Callable[[], timedelta]:
    inicio = time.monotonic()
    return lambda: timedelta(seconds=time.monotonic() - inicio)
