"""Where a page of the panel finds its events, and of which pages they are."""

from typing import Final

from django.conf import settings
from django.http.request import split_domain_port, validate_host

CAMINHO: Final = "/eventos/"


def endereco() -> str:
    """What a page opens, with `withCredentials`: of its own origin, or of the one that `ENLACE_EVENTOS` names."""
    return f"{settings.AMBIENTE.eventos}{CAMINHO}"


def host_nosso(host: str) -> bool:
    """Whether a request names a host under which this installation is addressed (`ENLACE_HOSTS`)."""
    dominio, _porta = split_domain_port(host)
    return bool(dominio) and validate_host(dominio, settings.ALLOWED_HOSTS)


def origem_do_painel(origem: str, *, host: str) -> bool:
    """Whether the page that asks is one of the panel: of the same origin, or of the one that `ENLACE_PAINEL` names.

    Cookies know no ports and no schemes: without this another program's page on the same host could read who calls.
    """
    esquema = "https" if settings.AMBIENTE.https else "http"
    return origem.lower() in {f"{esquema}://{host.lower()}", settings.AMBIENTE.painel} - {""}
