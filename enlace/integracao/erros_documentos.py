"""The shape of the contract's errors, for OpenAPI."""

from typing import Literal

from enlace.integracao.esquema import Documento, as_vezes


class Recusa(Documento):
    """A refused rule or bad input (HTTP 200)."""

    status: Literal["error"]
    msg: str
    errors: list[str] = as_vezes("Uma frase para cada campo que não serve")


class SemToken(Documento):
    """No token, or one that is not accepted (HTTP 401)."""

    status: Literal["error"]
    msg: str
    message: Literal["Unauthenticated."]


class Falha(Documento):
    """Our own failure (HTTP 500)."""

    status: Literal["error"]
    msg: str
    req_id: str


class ErroDoToken(Documento):
    """What `/oauth/token` answers when it gives no token."""

    error: str
    error_description: str
    message: str
