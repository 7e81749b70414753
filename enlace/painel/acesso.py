"""Who may open a page: every view of the panel says it by `pagina`, and a test walks all of them with all roles."""

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.core.origem import endereco_ip

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])

# The mark by which the tests find what a view asks for.
PERMISSOES: Final = "permissoes_da_pagina"


def pagina(*permissoes: str, alguma: bool = False) -> Callable[[_View], _View]:
    """Let in who is of the panel and has all of `permissoes` (with `alguma`: one of them), written `app.codigo`; none: everybody.

    Who is not signed in is led to the sign-in; who may not gets a 403. The page is kept by no cache: it is about people.
    """

    def decorar(view: _View) -> _View:
        @wraps(view)
        def protegida(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            usuario = request.user
            if not (usuario.is_authenticated and usuario.is_staff):
                return _entrar(request)
            if permissoes and not (any if alguma else all)(usuario.has_perm(nome) for nome in permissoes):
                raise PermissionDenied
            resposta = view(request, *args, **kwargs)
            add_never_cache_headers(cast("HttpResponse", resposta))
            return resposta

        setattr(protegida, PERMISSOES, permissoes)
        return cast("_View", protegida)

    return decorar


def usuario_de(request: HttpRequest) -> Usuario:
    """Who is signed in; only behind `pagina`."""
    return cast("Usuario", request.user)


def autor_de(request: HttpRequest) -> Autor:
    """The author of what a page does."""
    return Autor(porta=Registro.Porta.PAINEL, id_usuario=usuario_de(request).pk, endereco_ip=endereco_ip(request))


def em_parte(request: HttpRequest) -> bool:
    """Whether a part of a page is asked for (by htmx), which is put into one that is open already."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def ir_para(request: HttpRequest, endereco: str) -> HttpResponse:
    """Lead the browser to a page, also when a part of one was asked for (HTMX: the header `HX-Redirect`)."""
    if em_parte(request):
        return HttpResponse(status=204, headers={"HX-Redirect": endereco})
    return HttpResponse(status=302, headers={"Location": endereco})


def volta(request: HttpRequest, padrao: str) -> str:
    """The page of ours that asked to be led back to (`?volta=`), or `padrao`; never another server's, or what no header says."""
    pedido = request.GET.get("volta", "")
    escrito = pedido.startswith("/") and pedido.isascii() and pedido.isprintable()
    return pedido if escrito and url_has_allowed_host_and_scheme(pedido, allowed_hosts=None) else padrao


def _entrar(request: HttpRequest) -> HttpResponseBase:
    if em_parte(request):
        # The part is of no use by itself: after the sign-in comes the page that asked for it.
        return ir_para(request, f"{resolve_url('admin:login')}?{urlencode({'next': _de_onde(request)})}")
    return redirect_to_login(request.get_full_path(), resolve_url("admin:login"))


def _de_onde(request: HttpRequest) -> str:
    aberta = request.headers.get("HX-Current-URL", "")
    if url_has_allowed_host_and_scheme(aberta, allowed_hosts={request.get_host()}):
        return "/" + aberta.partition("://")[2].partition("/")[2]
    return "/"
