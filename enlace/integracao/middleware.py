"""What happens to every request of the API before and after its route."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from enlace.integracao.erros import TIPO, recusa

RAIZES = ("/api/", "/oauth/")
_MENSAGENS = {
    HTTPStatus.BAD_REQUEST: "A requisição não pôde ser entendida.",
    HTTPStatus.NOT_FOUND: "Rota não encontrada.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Método não permitido para esta rota.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "O corpo da requisição é grande demais.",
}
_METODOS = "GET, POST, PUT, DELETE, OPTIONS"


class PortaDaApi:
    """Accepts a trailing slash, refuses bodies that are too large unread, lets browsers in, and turns bare errors into JSON."""

    def __init__(self, seguinte: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._seguinte = seguinte

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass requests of the API through; leave all others alone."""
        if not request.path_info.startswith(RAIZES):
            return self._seguinte(request)
        if request.path_info.endswith("/"):
            request.path_info = request.path_info.rstrip("/")
        return _abrir_aos_navegadores(self._responder(request))

    def _responder(self, request: HttpRequest) -> HttpResponseBase:
        if _corpo_grande_demais(request):
            return _em_json(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.method == "OPTIONS":
            return _preliminar()
        resposta = self._seguinte(request)
        if resposta.status_code in _MENSAGENS and resposta.headers.get("Content-Type") != TIPO:
            return _em_json(resposta.status_code, permitidos=resposta.headers.get("Allow"))
        return resposta


def _corpo_grande_demais(request: HttpRequest) -> bool:
    tamanho = request.META.get("CONTENT_LENGTH") or "0"
    limite = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    return tamanho.isdecimal() and int(tamanho) > limite


def _em_json(status: int, *, permitidos: str | None = None) -> HttpResponse:
    resposta = recusa(_MENSAGENS[HTTPStatus(status)], status=status)
    if permitidos:
        resposta["Allow"] = permitidos
    return resposta


def _preliminar() -> HttpResponse:
    """The answer to a browser that asks before it sends (CORS preflight)."""
    resposta = HttpResponse(status=HTTPStatus.NO_CONTENT)
    resposta["Access-Control-Allow-Methods"] = _METODOS
    resposta["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Accept, If-None-Match, Idempotency-Key"
    resposta["Access-Control-Max-Age"] = "86400"
    resposta["Allow"] = _METODOS
    return resposta


def _abrir_aos_navegadores(resposta: HttpResponseBase) -> HttpResponseBase:
    """The documentation's JavaScript example (section 10.1) runs in a browser, on a page of somebody else's.

    Any origin is safe here: the API knows no cookie, only a token that the page must already hold.
    """
    resposta["Access-Control-Allow-Origin"] = "*"
    resposta["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    resposta.headers.setdefault("Cache-Control", "no-store")
    return resposta
