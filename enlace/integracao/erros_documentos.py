"""The shape of the contract's errors, for OpenAPI."""

from typing import Any, Literal

from ninja import Field, Schema


def as_vezes(descricao: str | None = None) -> Any:  # noqa: ANN401 - stands for a value of any type
    """A key that is absent at times and never null when it is there."""
    return Field(None, description=descricao)


class Recusa(Schema):
    """A refused rule or bad input (HTTP 200)."""

    status: Literal["error"]
    msg: str
    errors: list[str] = as_vezes("Uma frase para cada campo que não serve")


class SemToken(Schema):
    """No token, or one that is not accepted (HTTP 401)."""

    status: Literal["error"]
    msg: str
    message: Literal["Unauthenticated."]


class Falha(Schema):
    """Our own failure (HTTP 500)."""

    status: Literal["error"]
    msg: str
    req_id: str


class ErroDoToken(Schema):
    """What `/oauth/token` answers when it gives no token."""

    error: str
    error_description: str
    message: str
