"""The answers of `/oauth/token`: four keys for a token, three for an error."""

import json

from django.http import HttpResponse

_TIPO = "application/json; charset=utf-8"


def resposta_de_token(token: dict[str, object]) -> HttpResponse:
    """A token, with the documented keys in the documented order."""
    return _resposta({chave: token[chave] for chave in ("access_token", "expires_in", "refresh_token", "token_type")}, status=200)


def resposta_de_erro(status: int, erro: str, frase: str) -> HttpResponse:
    """An error: its code, and its sentence under both names, the one of RFC 6749 and the one of the genuine server."""
    return _resposta({"error": erro, "error_description": frase, "message": frase}, status=status)


def _resposta(corpo: dict[str, object], *, status: int) -> HttpResponse:
    resposta = HttpResponse(json.dumps(corpo, ensure_ascii=False), status=status, content_type=_TIPO)
    # RFC 6749, 5.1: nobody between keeps a credential.
    resposta["Cache-Control"] = "no-store"
    resposta["Pragma"] = "no-cache"
    return resposta
