"""Hands a notification to the push service of a browser."""

import base64
import json
import re
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import http_ece
from py_vapid import Vapid02, VapidException
from pywebpush import WebPusher, WebPushException

from enlace.mensagens.entrega import Adiada, Entregue, PontoSemVolta, Recusada, Rede, resumir
from enlace.mensagens.http import Resposta, nova_sessao, passageiro, pedir
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, Mensagem
from enlace.mensagens.webpush.rede_publica import sessao_publica

# How long the signature is good for; RFC 8292 allows a day.
_ASSINATURA: Final = timedelta(hours=12)
# The push services keep no notification longer than four weeks.
_MAIOR_GUARDA: Final = timedelta(weeks=4)
# RFC 8291: what a push service has to take is 4096 bytes, less what the encryption adds.
_MAIOR_CORPO: Final = 3500
_ORIGEM: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_SUMIU: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def enviar(
    push: ConfiguracaoPush,
    dispositivo: Dispositivo,
    mensagem: Mensagem,
    *,
    agora: datetime,
    rede: Rede,
    ponto_sem_volta: PontoSemVolta,
) -> Entregue:
    """Hand one notification over. Raises Recusada, Adiada or Duvidosa. Call it outside transactions only.

    One that is doubled replaces the first: in the push service's hands by its Topic, on the screen by the tag in its content.
    """
    origem = _origem(dispositivo.endpoint, rede)
    corpo = _cifrar(dispositivo, _conteudo(mensagem))
    cabecalhos = {
        "Authorization": _assinar(push, origem, agora),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int(min(mensagem.validade - agora, _MAIOR_GUARDA).total_seconds()))),
        "Urgency": "normal",
        "Topic": base64.urlsafe_b64encode(mensagem.uuid_mensagem.bytes).rstrip(b"=").decode(),
    }
    try:
        with nova_sessao() if rede.push_local else sessao_publica() as sessao:
            resposta = pedir(
                sessao, "POST", dispositivo.endpoint, cabecalhos=cabecalhos, corpo=corpo, rede=rede, ponto_sem_volta=ponto_sem_volta
            )
    except Adiada as falha:
        # Where to was said by this one browser: nobody else has to wait because of it.
        raise Adiada(str(falha)) from None
    return _interpretar(resposta)


def _origem(endpoint: str, rede: Rede) -> str:
    """For whom the signature is (RFC 8292, section 2). What is not a plain address of a web server never will be one."""
    origem = "/".join(endpoint.split("/", 3)[:3])
    if not _ORIGEM.fullmatch(origem) or (origem.startswith("http:") and not rede.push_local):
        raise Recusada("O endereço do dispositivo não serve.", destino_morto=True)
    return origem


def _conteudo(mensagem: Mensagem) -> bytes:
    """What the page's service worker is given."""
    conteudo = {"titulo": mensagem.assunto, "texto": mensagem.texto, "tag": str(mensagem.uuid_mensagem), "dados": mensagem.dados}
    corpo = json.dumps(conteudo, ensure_ascii=False).encode()
    if len(corpo) > _MAIOR_CORPO:
        raise Recusada("A notificação é grande demais.")
    return corpo


def _cifrar(dispositivo: Dispositivo, conteudo: bytes) -> bytes:
    chaves = {"p256dh": dispositivo.p256dh, "auth": dispositivo.auth}
    try:
        cifrado = WebPusher({"endpoint": dispositivo.endpoint, "keys": chaves}).encode(conteudo, content_encoding="aes128gcm")
    except (WebPushException, http_ece.ECEException, ValueError, IndexError, TypeError):
        # The keys came from a browser: what cannot be used never will be.
        raise Recusada("As chaves do dispositivo não servem.", destino_morto=True) from None
    return bytes(cifrado["body"])


def _assinar(push: ConfiguracaoPush, para: str, agora: datetime) -> str:
    declaracao = {"aud": para, "exp": int((agora + _ASSINATURA).timestamp()), "sub": f"mailto:{push.contato}"}
    try:
        return str(Vapid02.from_string(push.chave_privada).sign(declaracao)["Authorization"])
    except (VapidException, ValueError):
        raise Adiada("A chave VAPID ou o e-mail de contato não serve.", da_via=True) from None


def _interpretar(resposta: Resposta) -> Entregue:
    dito = resumir(f"HTTP {resposta.status}: {resposta.texto}")
    if resposta.status in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT}:
        return Entregue(f"HTTP {resposta.status}")
    if resposta.status in _SUMIU:
        raise Recusada(dito, destino_morto=True)
    if passageiro(resposta.status):
        raise Adiada(dito, apos=resposta.espera)
    if resposta.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        # The device was subscribed under other keys than the present ones: it cannot be reached until it subscribes anew.
        raise Recusada(dito, destino_morto=True)
    raise Recusada(dito)
