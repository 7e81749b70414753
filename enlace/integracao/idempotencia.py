"""`Idempotency-Key`: a write that is sent twice is done once (draft-ietf-httpapi-idempotency-key-header).

The key is the client's own, for one day. The same key with the same request gives the stored answer again; with another request it
is refused. Two at once: the second waits for the first to end. Only work that was done is stored: a refusal changed nothing, so
the corrected request may be sent with the key of the refused one. A server killed on the way leaves neither work nor answer.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.http import HttpRequest

from enlace.core.errors import RuleRefused
from enlace.integracao.consultas import ler
from enlace.integracao.models import RespostaGuardada

VALIDADE: Final = timedelta(hours=24)
CABECALHO: Final = "Idempotency-Key"
MAIOR_CHAVE = 255


class ChaveInvalida(RuleRefused):
    """A key is a short text that survives every proxy."""

    mensagem = f"O cabeçalho {CABECALHO} deve ter de 1 a {MAIOR_CHAVE} caracteres ASCII visíveis."


class ChaveDeOutroPedido(RuleRefused):
    """One key, one request."""

    mensagem = f"A chave do cabeçalho {CABECALHO} já foi usada com outro pedido."


@dataclass(frozen=True)
class Chave:
    """One request's key: whose it is, its text, and the fingerprint of what is asked."""

    cliente_api: str
    texto: str
    impressao: str


def chave_de(request: HttpRequest, corpo: dict[str, object], *, cliente_api: str) -> Chave | None:
    """The key of a request whose fields are `corpo`; None when it has none. Refused: `ChaveInvalida`."""
    texto = str(request.META.get("HTTP_IDEMPOTENCY_KEY", "")).strip()
    if not texto:
        return None
    if len(texto) > MAIOR_CHAVE or not (texto.isascii() and texto.isprintable()):
        raise ChaveInvalida
    # The fields, not the bytes: a form that is sent again has another boundary.
    pedido = [request.method, request.path_info.rstrip("/"), corpo]
    impressao = hashlib.sha256(json.dumps(pedido, sort_keys=True).encode()).hexdigest()
    return Chave(cliente_api, texto, impressao)


def resposta_guardada(chave: Chave, *, agora: datetime) -> bytes | None:
    """The answer that is stored under a key; None when there is none that counts. Refused: `ChaveDeOutroPedido`."""
    guardada = RespostaGuardada.objects.filter(
        cliente_api=chave.cliente_api, chave=chave.texto, quando__gt=agora - VALIDADE
    ).first()
    if guardada is None or guardada.resposta is None:
        return None
    if guardada.impressao != chave.impressao:
        raise ChaveDeOutroPedido
    return bytes(guardada.resposta)


def fazer_uma_vez(chave: Chave, trabalho: Callable[[], bytes], *, agora: datetime) -> bytes:
    """Do the work and store its answer, or give the answer of whoever did it first. Inside a transaction.

    Refused: `ChaveDeOutroPedido`, and whatever the work refuses.
    """
    while not _reservar(chave, agora):
        # Whoever held the key has committed, or the reservation would have been ours; unless its day ended just now.
        anterior = resposta_guardada(chave, agora=agora)
        if anterior is not None:
            return anterior
    resposta = trabalho()
    RespostaGuardada.objects.filter(cliente_api=chave.cliente_api, chave=chave.texto).update(resposta=resposta)
    return resposta


def esquecer(*, agora: datetime) -> int:
    """Delete the answers whose day is over; how many."""
    apagadas, _por_tabela = RespostaGuardada.objects.filter(quando__lte=agora - VALIDADE).delete()
    return apagadas


def _reservar(chave: Chave, agora: datetime) -> bool:
    """Take the key for this transaction; False when its answer is stored. Waits for another transaction that holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            ler("reservar_chave"),
            {
                "cliente_api": chave.cliente_api,
                "chave": chave.texto,
                "impressao": chave.impressao,
                "agora": agora,
                "vencidas": agora - VALIDADE,
            },
        )
        return cursor.fetchone() is not None
