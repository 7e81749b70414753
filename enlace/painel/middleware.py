"""What a browser may do with a page of ours."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from enlace.painel.eventos.endereco import origem_dos_eventos

_POLITICA: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# The admin's pages are Unfold's. Its Alpine.js compiles the expressions of its templates ('unsafe-eval'), the theme's
# colours stand in a <style>, and Alpine moves parts by style="" ('unsafe-inline', for styles only). No inline script runs
# even there.
_NO_ADMIN: Final[Mapping[str, str]] = {**_POLITICA, "script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"}


# The attribute of a request by which its view names one more origin of pictures (`https://mapa.exemplo`).
IMAGENS: Final = "origem_de_imagens"


class PoliticaDeConteudo:
    """Adds the Content-Security-Policy to every page that has none of its own; nothing of another server is ever loaded."""

    def __init__(self, seguinte: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._seguinte = seguinte

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the policy of the place."""
        resposta = self._seguinte(request)
        if resposta.get("Content-Type", "").startswith("text/html"):
            no_admin = request.path_info.startswith(reverse("admin:index"))
            politica = _cabecalho(
                _NO_ADMIN if no_admin else _POLITICA,
                eventos=origem_dos_eventos(request.META.get("HTTP_HOST", "")),
                imagens=getattr(request, IMAGENS, ""),
            )
            resposta.headers.setdefault("Content-Security-Policy", politica)
        return resposta


def _cabecalho(politica: Mapping[str, str], *, eventos: str, imagens: str) -> str:
    # Live events may come from a process at a port of its own, the tiles of a map from the server that the provider chose.
    politica = {
        **politica,
        "connect-src": f"{politica['connect-src']} {eventos}".rstrip(),
        "img-src": f"{politica['img-src']} {imagens}".rstrip(),
    }
    return "; ".join(f"{diretiva} {valor}" for diretiva, valor in politica.items())
