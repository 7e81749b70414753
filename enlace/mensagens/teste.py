"""Tries a way out for somebody who configures it: one short message to one address, now, and what the other side said of it.

Nothing goes through the outbox: the way is tried even if another one is in use, and its trouble is not a message's. Each try is
recorded before it leaves, and of many in a row the later ones are refused: the button is no means of writing to strangers.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import models, transaction

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor, registrar
from enlace.core.errors import RuleRefused
from enlace.mensagens.destinos import normalizar
from enlace.mensagens.entrega import Duvidosa, Entregue, FalhaDeEnvio, Rede
from enlace.mensagens.fcm import cliente as fcm
from enlace.mensagens.models import Canal, ConfiguracaoPush, Dispositivo, GatewaySms, Mensagem, ServidorEmail
from enlace.mensagens.sms import cliente as sms
from enlace.mensagens.smtp import cliente as smtp
from enlace.mensagens.smtp.carta import escrever
from enlace.mensagens.webpush import cliente as webpush

# Somebody waits in front of the page.
PACIENCIA: Final = Rede(conectar=5, ler=5, responder=10)
_ACAO: Final = "testar"
_TESTES_POR_JANELA: Final = 5
_JANELA: Final = timedelta(minutes=5)
# How far back the trace of a way is looked through: changes of its settings stand among the tests.
_OLHADOS: Final = 100
_ASSUNTO: Final = "Teste de envio"
_TEXTO: Final = "Esta é uma mensagem de teste do sistema do provedor. Se você a recebeu, o envio está funcionando."
# An SMS of one part, without letters that would make it two.
_TEXTO_CURTO: Final = "Teste de envio do sistema do provedor."


class TesteRecusado(RuleRefused):
    """The other side, or the way to it, said no. The sentence says what was said."""


class TestesDemais(RuleRefused):
    """Several in a row."""

    mensagem = "Foram muitos testes seguidos. Espere alguns minutos e tente outra vez."


def experimentar_email(id_servidor: int, destino: str, *, agora: datetime, autor: Autor, rede: Rede = PACIENCIA) -> str:
    """Send a test e-mail by one server; what it said. Waits for the network: outside transactions only.

    Refused: `DestinoInvalido`, `TestesDemais`, `TesteRecusado`.
    """
    servidor = ServidorEmail.objects.get(pk=id_servidor)
    mensagem = _mensagem(Canal.EMAIL, destino, _TEXTO, agora)
    _anotar(servidor, mensagem.destino, agora=agora, autor=autor)
    carta = escrever(mensagem, [], servidor)
    return _tentar(
        servidor, lambda: smtp.enviar(servidor, carta, destino=mensagem.destino, rede=rede, ponto_sem_volta=lambda: None)
    )


def experimentar_sms(id_gateway: int, destino: str, *, agora: datetime, autor: Autor, rede: Rede = PACIENCIA) -> str:
    """Send a test SMS by one gateway; what it said. Waits for the network: outside transactions only.

    Refused: `DestinoInvalido`, `TestesDemais`, `TesteRecusado`.
    """
    gateway = GatewaySms.objects.get(pk=id_gateway)
    mensagem = _mensagem(Canal.SMS, destino, _TEXTO_CURTO, agora)
    _anotar(gateway, mensagem.destino, agora=agora, autor=autor)
    return _tentar(gateway, lambda: sms.enviar(gateway, mensagem, rede=rede, ponto_sem_volta=lambda: None))


def experimentar_push(id_dispositivo: int, *, agora: datetime, autor: Autor, rede: Rede = PACIENCIA) -> str:
    """Notify one device; what its push service said. Waits for the network: outside transactions only.

    Refused: `TestesDemais`, `TesteRecusado`.
    """
    push, dispositivo = ConfiguracaoPush.atual(), Dispositivo.objects.get(pk=id_dispositivo)
    mensagem = _mensagem(Canal.PUSH, str(dispositivo.pk), _TEXTO, agora)
    _anotar(push, mensagem.destino, agora=agora, autor=autor)
    entregar = webpush.enviar if dispositivo.tipo == Dispositivo.Tipo.WEBPUSH else fcm.enviar
    return _tentar(push, lambda: entregar(push, dispositivo, mensagem, agora=agora, rede=rede, ponto_sem_volta=lambda: None))


def anotar_teste(via: models.Model, *, agora: datetime, autor: Autor, destino: str = "") -> None:
    """Record that a row of settings is about to be tried. Refused: `TestesDemais`. Commits: outside transactions only."""
    _anotar(via, destino, agora=agora, autor=autor)


def _mensagem(canal: Canal, destino: str, texto: str, agora: datetime) -> Mensagem:
    """A message that is stored nowhere."""
    validade = agora + _JANELA
    return Mensagem(
        canal=canal, destino=normalizar(canal, destino), assunto=_ASSUNTO, texto=texto, criada_em=agora, validade=validade, dados={}
    )


def _anotar(via: models.Model, destino: str, *, agora: datetime, autor: Autor) -> None:
    with transaction.atomic(durable=True):
        type(via)._base_manager.select_for_update().get(pk=via.pk)
        feitos = Registro.objects.filter(tabela=via._meta.db_table, chave=str(via.pk)).order_by("-id_registro")[:_OLHADOS]
        recentes = [r for r in feitos if r.acao == _ACAO and r.quando > agora - _JANELA]
        if len(recentes) >= _TESTES_POR_JANELA:
            raise TestesDemais
        registrar(autor, _ACAO, via, antes=None, depois={"destino": destino})


def _tentar(via: ServidorEmail | GatewaySms | ConfiguracaoPush, entregar: Callable[[], Entregue]) -> str:
    """What the other side said; a way that works is tried again at once by the messages that wait for it."""
    try:
        entregue = entregar()
    except Duvidosa as falha:
        raise TesteRecusado(f"A mensagem foi entregue, mas ninguém confirmou: {falha}") from falha
    except FalhaDeEnvio as falha:
        raise TesteRecusado(f"O envio falhou. {falha}") from falha
    via.esquecer_erro()
    via.save(update_fields=["ultimo_erro", "ultimo_erro_em", "pausado_ate", "falhas_seguidas"])
    return entregue.resposta
