"""The contract's answers to what cannot be done: refusals (HTTP 200), missing rights (401, 403) and our own failures (500).

Sentences and statuses are those of the contract (notes, "Envelope and HTTP status").
"""

import logging
import secrets

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from enlace.core.errors import RuleRefused
from enlace.integracao.corpo import CorpoInvalido

CAMPOS_INVALIDOS = "Favor preencher os campos obrigatórios de acordo com as especificações"
TIPO = "application/json; charset=utf-8"
registro = logging.getLogger(__name__)


class EntradaRecusada(Exception):  # noqa: N818 - an answer, not a failure
    """What was sent does not fit the contract. Answered with HTTP 200: clients of the contract look at `status`."""

    def __init__(self, msg: str, *, errors: list[str] | None = None) -> None:
        super().__init__(msg)
        self.msg = msg
        self.errors = errors

    @classmethod
    def dos_campos(cls, *errors: str) -> "EntradaRecusada":
        """The refusal of a validation: the fixed sentence and a list of what is wrong."""
        return cls(CAMPOS_INVALIDOS, errors=list(errors))


class PermissaoNegada(Exception):  # noqa: N818 - an answer, not a failure
    """The token is good, but its API client may not use this group of routes."""


def rotulo(campo: str) -> str:
    """A field's name as the contract's sentences write it: "itens por pagina"."""
    return campo.replace("_", " ")


def responder(corpo: dict[str, object], *, status: int = 200) -> JsonResponse:
    """A JSON answer in UTF-8, not escaped, as the contract's."""
    return JsonResponse(
        corpo, status=status, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}, content_type=TIPO
    )


def recusa(msg: str, errors: list[str] | None = None, *, status: int = 200) -> JsonResponse:
    """The envelope of a refusal."""
    corpo: dict[str, object] = {"status": "error", "msg": msg}
    if errors is not None:
        corpo["errors"] = errors
    return responder(corpo, status=status)


def sem_token() -> JsonResponse:
    """No token, or one that is malformed, expired or revoked."""
    resposta = responder(
        {"status": "error", "msg": "Token ausente, inválido ou expirado. Autentique-se novamente.", "message": "Unauthenticated."},
        status=401,
    )
    resposta["WWW-Authenticate"] = "Bearer"
    return resposta


def ocupado(msg: str, *, segundos: int) -> JsonResponse:
    """Too many requests: when to come back (RFC 6585)."""
    resposta = recusa(msg, status=429)
    resposta["Retry-After"] = str(segundos)
    return resposta


def falha_nossa() -> JsonResponse:
    """An exception nobody foresaw. Its number is in the log with the traceback, and in the answer without it."""
    numero = f"req_{secrets.token_hex(8)}"
    registro.exception("falha ao atender %s", numero)
    return responder({"status": "error", "msg": "Ocorreu uma exceção no sistema, contate o suporte", "req_id": numero}, status=500)


def instalar(api: NinjaAPI) -> None:
    """Teach the API to answer each kind of exception as the contract does."""

    @api.exception_handler(EntradaRecusada)
    def _entrada(_request: HttpRequest, exc: EntradaRecusada) -> HttpResponse:
        return recusa(exc.msg, exc.errors)

    @api.exception_handler(CorpoInvalido)
    def _corpo(_request: HttpRequest, exc: CorpoInvalido) -> HttpResponse:
        return recusa(CAMPOS_INVALIDOS, [str(exc)])

    @api.exception_handler(SuspiciousOperation)
    def _exagero(_request: HttpRequest, _exc: SuspiciousOperation) -> HttpResponse:
        # A thousand parameters and the like: Django's own bounds.
        return recusa(CAMPOS_INVALIDOS, ["A requisição tem parâmetros demais."])

    @api.exception_handler(RuleRefused)
    def _regra(_request: HttpRequest, exc: RuleRefused) -> HttpResponse:
        return recusa(str(exc))

    @api.exception_handler(AuthenticationError)
    def _token(_request: HttpRequest, _exc: AuthenticationError) -> HttpResponse:
        return sem_token()

    @api.exception_handler(PermissaoNegada)
    def _permissao(_request: HttpRequest, _exc: PermissaoNegada) -> HttpResponse:
        return recusa("O Usuário não possui a permissão desejada!", status=403)

    @api.exception_handler(Exception)
    def _falha(_request: HttpRequest, _exc: Exception) -> HttpResponse:
        return falha_nossa()
