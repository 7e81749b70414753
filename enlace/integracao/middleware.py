"""The way of a request of the API, from the server to its route and back.

It does not pass through the panel's middleware: a program has no session, no cookie and no form, and what guards those would only
cost it time. Everything that a route raises is answered by `erros`; here is what happens around the routes.
"""

from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from enlace.integracao.erros import TIPO, falha_nossa, recusa

RAIZES = ("/api/", "/oauth/")
_MENSAGENS = {
    HTTPStatus.BAD_REQUEST: "A requisição não pôde ser entendida.",
    HTTPStatus.NOT_FOUND: "Rota não encontrada.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Método não permitido para esta rota.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "O corpo da requisição é grande demais.",
}
_METODOS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"


class PortaDaApi:
    """Answers requests of the API; hands all others on.

    A trailing slash is accepted, a body that is too large is refused, browsers are let in, bare errors become JSON.
    """

    def __init__(self, seguinte: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._seguinte = seguinte

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the API, or of what comes after it."""
        if not request.path_info.startswith(RAIZES):
            return self._seguinte(request)
        return _completar(_atender(request))


def _atender(request: HttpRequest) -> HttpResponseBase:
    if _corpo_grande_demais(request):
        return _em_json(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if request.method == "OPTIONS":
        return _preliminar()
    if request.method == "HEAD":
        # A GET whose body stays here (RFC 9110, 9.3.2): health checks of proxies and monitors ask so.
        request.method = "GET"
        return _sem_corpo(_responder(request))
    return _responder(request)


def _responder(request: HttpRequest) -> HttpResponseBase:
    try:
        rota = _rota(request.path_info.rstrip("/"))
    except Resolver404:
        return _em_json(HTTPStatus.NOT_FOUND)
    request.resolver_match = rota
    if "charset" in request.META.get("CONTENT_TYPE", ""):
        # Whatever charset a client claims ("base64" is one to Python), the contract is UTF-8.
        request.encoding = "utf-8"
    try:
        resposta: HttpResponseBase = rota.func(request, *rota.args, **rota.kwargs)
    except Exception:  # noqa: BLE001 - outside the routes' own net, for instance while the answer's shape is chosen
        return falha_nossa()
    if resposta.status_code in _MENSAGENS and resposta.headers.get("Content-Type") != TIPO:
        return _em_json(resposta.status_code, permitidos=resposta.headers.get("Allow"))
    return resposta


@lru_cache(maxsize=512)
def _rota(caminho: str) -> ResolverMatch:
    """The route of a path. The same few are asked for all day; an unknown one raises Resolver404 and is not remembered."""
    return resolve(caminho)


def _corpo_grande_demais(request: HttpRequest) -> bool:
    tamanho = request.META.get("CONTENT_LENGTH") or "0"
    limite = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    return tamanho.isdecimal() and int(tamanho) > limite


def _em_json(status: int, *, permitidos: str | None = None) -> HttpResponse:
    resposta = recusa(_MENSAGENS[HTTPStatus(status)], status=status)
    if permitidos:
        resposta["Allow"] = permitidos
    return resposta


def _sem_corpo(resposta: HttpResponseBase) -> HttpResponse:
    """The same status and headers; what streams is not begun."""
    vazia = HttpResponse(status=resposta.status_code, headers=dict(resposta.headers))
    if isinstance(resposta, HttpResponse):
        vazia["Content-Length"] = str(len(resposta.content))
    resposta.close()
    return vazia


def _preliminar() -> HttpResponse:
    """The answer to a browser that asks before it sends (CORS preflight)."""
    resposta = HttpResponse(status=HTTPStatus.NO_CONTENT)
    resposta["Access-Control-Allow-Methods"] = _METODOS
    resposta["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Accept, If-None-Match, Idempotency-Key"
    resposta["Access-Control-Max-Age"] = "86400"
    resposta["Allow"] = _METODOS
    return resposta


def _completar(resposta: HttpResponseBase) -> HttpResponseBase:
    """What every answer has.

    The documentation's JavaScript example (section 10.1) runs in a browser, on a page of somebody else's. Any origin is safe here:
    the API knows no cookie, only a token that the page must already hold.
    """
    resposta["Access-Control-Allow-Origin"] = "*"
    resposta["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    resposta.headers.setdefault("Cache-Control", "no-store")
    if isinstance(resposta, HttpResponse) and resposta.content:
        resposta["Content-Length"] = str(len(resposta.content))
    return resposta
