"""Hands a notification to Firebase Cloud Messaging (HTTP v1, `projects.messages.send`)."""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Final

from enlace.mensagens.entrega import Adiada, Entregue, PontoSemVolta, Recusada, Rede, resumir
from enlace.mensagens.fcm.autorizacao import autorizar, esquecer
from enlace.mensagens.http import Resposta, nova_sessao, passageiro, pedir
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, Mensagem

# The codes of Google's FcmError by which a device is gone for us: uninstalled, or of another project.
_SUMIU: Final = ("UNREGISTERED", "SENDER_ID_MISMATCH")
_MAIOR_GUARDA: Final = 4 * 7 * 24 * 3600


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

    One that is doubled replaces the first on the screen, by its tag.
    """
    autorizacao = autorizar(push.fcm_conta_servico, rede=rede)
    with nova_sessao() as sessao:
        resposta = pedir(
            sessao,
            "POST",
            f"{rede.fcm_envio}/v1/projects/{autorizacao.projeto}/messages:send",
            cabecalhos={"Authorization": f"Bearer {autorizacao.token}", "Content-Type": "application/json; charset=utf-8"},
            corpo=_corpo(dispositivo, mensagem, agora),
            rede=rede,
            ponto_sem_volta=ponto_sem_volta,
        )
    return _interpretar(resposta, segredos=(dispositivo.token, autorizacao.token))


def _corpo(dispositivo: Dispositivo, mensagem: Mensagem, agora: datetime) -> bytes:
    tag = str(mensagem.uuid_mensagem)
    guarda = max(0, min(int((mensagem.validade - agora).total_seconds()), _MAIOR_GUARDA))
    pedido = {
        "token": dispositivo.token,
        "notification": {"title": mensagem.assunto, "body": mensagem.texto},
        "data": {**{str(nome): str(valor) for nome, valor in mensagem.dados.items()}, "tag": tag},
        "android": {"ttl": f"{guarda}s", "notification": {"tag": tag}},
        "apns": {"headers": {"apns-collapse-id": tag}},
    }
    return json.dumps({"message": pedido}, ensure_ascii=False).encode()


def _interpretar(resposta: Resposta, *, segredos: tuple[str, ...]) -> Entregue:
    dito = resumir(f"HTTP {resposta.status}: {resposta.texto}", segredos=segredos)
    if resposta.status == HTTPStatus.OK:
        return Entregue("HTTP 200", codigo_externo=resumir(_nome(resposta))[:200])
    if any(codigo in resposta.texto for codigo in _SUMIU):
        raise Recusada(dito, destino_morto=True)
    if passageiro(resposta.status):
        raise Adiada(dito, apos=resposta.espera)
    if resposta.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        # Not the device (that is 404 with UNREGISTERED): the account or the project.
        esquecer()
        raise Adiada(dito, da_via=True)
    raise Recusada(dito)


def _nome(resposta: Resposta) -> str:
    try:
        corpo = json.loads(resposta.corpo)
    except ValueError:
        return ""
    nome = corpo.get("name") if isinstance(corpo, dict) else None
    return nome if isinstance(nome, str) else ""
