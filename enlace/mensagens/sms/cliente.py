"""Asks the provider's gateway to deliver one SMS."""

import base64
import json
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlencode

from enlace.mensagens.entrega import Adiada, Entregue, PontoSemVolta, Recusada, Rede, resumir
from enlace.mensagens.http import Resposta, nova_sessao, passageiro, pedir
from enlace.mensagens.models import GatewaySms, Mensagem
from enlace.mensagens.preenchimento import preencher
from enlace.mensagens.sms.pedido import preencher_corpo

_RECUSA_A_NOS: Final = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }
)
_CODIGO_DO_PAIS: Final = "55"


def enviar(gateway: GatewaySms, mensagem: Mensagem, *, rede: Rede, ponto_sem_volta: PontoSemVolta) -> Entregue:
    """Ask for one SMS. Raises Recusada, Adiada or Duvidosa. Call it outside transactions only.

    A gateway has no word for "the same again": one whose answer is lost may deliver twice, unless it looks at the `{id}` that it
    was given.
    """
    valores = _valores(gateway, mensagem)
    tipo, corpo = _corpo(gateway, valores)
    with nova_sessao() as sessao:
        resposta = pedir(
            sessao,
            gateway.metodo,
            _preenchido(valores, lambda valor: quote(valor, safe=""))(gateway.url),
            cabecalhos={**_cabecalhos(gateway, valores), **tipo},
            corpo=corpo,
            rede=rede,
            ponto_sem_volta=ponto_sem_volta,
        )
    return _interpretar(gateway, resposta, segredos=(gateway.senha, gateway.token, valores["basico"]))


def _valores(gateway: GatewaySms, mensagem: Mensagem) -> dict[str, str]:
    return {
        "telefone": (_CODIGO_DO_PAIS if gateway.com_codigo_do_pais else "") + mensagem.destino,
        "texto": mensagem.texto,
        "id": str(mensagem.uuid_mensagem),
        "remetente": gateway.remetente,
        "usuario": gateway.usuario,
        "senha": gateway.senha,
        "token": gateway.token,
        "basico": base64.b64encode(f"{gateway.usuario}:{gateway.senha}".encode()).decode(),
    }


def _preenchido(valores: dict[str, str], escapar: Callable[[str], str] = str) -> Callable[[str], str]:
    """What fills one text in."""
    return lambda texto: preencher(texto, valores, escapar=escapar)


def _cabecalhos(gateway: GatewaySms, valores: dict[str, str]) -> dict[str, str | bytes]:
    """In UTF-8, and in one line each whatever a value holds."""
    em_linha = _preenchido(valores, lambda valor: "".join(c if c.isprintable() else " " for c in valor))
    return {nome: em_linha(texto).encode() for nome, texto in gateway.cabecalhos.items()}


def _corpo(gateway: GatewaySms, valores: dict[str, str]) -> tuple[dict[str, str], bytes | None]:
    if gateway.tipo_do_corpo == GatewaySms.Corpo.NENHUM or gateway.metodo == GatewaySms.Metodo.GET:
        return {}, None
    preenchido = preencher_corpo(gateway.corpo, _preenchido(valores))
    if gateway.tipo_do_corpo == GatewaySms.Corpo.JSON:
        return {"Content-Type": "application/json"}, json.dumps(preenchido, ensure_ascii=False).encode()
    campos = preenchido if isinstance(preenchido, dict) else {}
    return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(campos).encode()


def _interpretar(gateway: GatewaySms, resposta: Resposta, *, segredos: tuple[str, ...]) -> Entregue:
    dito = resumir(f"HTTP {resposta.status}: {resposta.texto}", segredos=segredos)
    if str(resposta.status) in gateway.status_de_sucesso.split(","):
        achado = re.search(gateway.padrao_de_sucesso, resposta.texto)
        if achado:
            return Entregue(dito, codigo_externo=resumir(achado.groupdict().get("codigo") or "")[:200])
        # It answered, but not as when it takes a message: no credit, most often. Later perhaps.
        raise Adiada(dito, da_via=True)
    if passageiro(resposta.status):
        raise Adiada(dito, apos=resposta.espera)
    if resposta.status < HTTPStatus.BAD_REQUEST or resposta.status in _RECUSA_A_NOS:
        # A redirect, a wrong address, a wrong password: the configuration's fault, and so every message's.
        raise Adiada(dito, da_via=True)
    raise Recusada(dito)
