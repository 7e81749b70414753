"""One request to `/oauth/token`, in the spellings that programs use."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from enlace.contas.models import ClienteApi
from enlace.contas.tests.apoio import EMAIL, SENHA
from enlace.integracao.oauth.views import emitir_token

FORMULARIO = "application/x-www-form-urlencoded"


def corpo_de_senha(cliente_e_segredo: tuple[ClienteApi, str], **mudancas: object) -> dict[str, object]:
    """The documented body; a change to None leaves the field out."""
    cliente, segredo = cliente_e_segredo
    corpo: dict[str, object] = {
        "grant_type": "password",
        "client_id": cliente.client_id,
        "client_secret": segredo,
        "username": EMAIL,
        "password": SENHA,
    }
    return {chave: valor for chave, valor in {**corpo, **mudancas}.items() if valor is not None}


def corpo_de_renovacao(cliente_e_segredo: tuple[ClienteApi, str], token: str, **mudancas: object) -> dict[str, object]:
    """The body of a renewal."""
    cliente, segredo = cliente_e_segredo
    corpo = {"grant_type": "refresh_token", "client_id": cliente.client_id, "client_secret": segredo, "refresh_token": token}
    return {**corpo, **mudancas}


def pedir(
    corpo: dict[str, object] | bytes,
    *,
    tipo: str = "application/json",
    endereco: str = "203.0.113.1",
    cabecalhos: dict[str, str] | None = None,
) -> HttpResponse:
    """POST it as JSON, whatever `tipo` says."""
    bruto = corpo if isinstance(corpo, bytes) else json.dumps(corpo).encode()
    fabrica = RequestFactory(REMOTE_ADDR=endereco)
    return emitir_token(fabrica.generic("POST", "/oauth/token", bruto, content_type=tipo, headers=cabecalhos))


def dados(resposta: HttpResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    lido: dict[str, Any] = json.loads(resposta.content)
    return lido


def erro(resposta: HttpResponse) -> tuple[int, str, str]:
    """Status, code and sentence of an error, whose shape is always the same."""
    corpo = dados(resposta)
    assert list(corpo) == ["error", "error_description", "message"]
    assert corpo["error_description"] == corpo["message"]
    assert resposta["Content-Type"] == "application/json; charset=utf-8"
    assert resposta["Cache-Control"] == "no-store"
    return resposta.status_code, corpo["error"], corpo["message"]
