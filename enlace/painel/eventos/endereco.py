"""Where a page of the panel finds its events, and of which pages they are.

Panel and events are one host name or nothing: the cookie of the session goes to no other. So `ENLACE_EVENTOS` and `ENLACE_PAINEL`
say scheme and port, and the name is the one by which the browser asked: of an installation with several names (`ENLACE_HOSTS`;
localhost and 127.0.0.1 of a demonstration) each works.
"""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

CAMINHO: Final = "/eventos/"


def endereco(host: str) -> str:
    """What a page that was asked of `host` opens, with `withCredentials`."""
    return f"{origem_dos_eventos(host)}{CAMINHO}"


def origem_dos_eventos(host: str) -> str:
    """The origin that a page asked of `host` must be let connect to; empty when it is its own, or when the name is none of ours."""
    return _com_o_nome(host, settings.AMBIENTE.eventos) if host_nosso(host) else ""


def host_nosso(host: str) -> bool:
    """Whether a request names a host under which this installation is addressed (`ENLACE_HOSTS`)."""
    dominio, _porta = split_domain_port(host)
    return bool(dominio) and validate_host(dominio, settings.ALLOWED_HOSTS)


def origem_do_painel(origem: str, *, host: str) -> bool:
    """Whether the page that asks is one of the panel: of the same origin, or of scheme and port of `ENLACE_PAINEL`.

    Cookies know no ports and no schemes: without this another program's page on the same host could read who calls.
    """
    esquema = "https" if settings.AMBIENTE.https else "http"
    return origem.lower() in {f"{esquema}://{host.lower()}", _com_o_nome(host, settings.AMBIENTE.painel)} - {""}


def _com_o_nome(host: str, origem: str) -> str:
    """Scheme and port of an origin, under the name of a request; empty without origin."""
    if not origem:
        return ""
    partes = urlsplit(origem)
    dominio, _porta = split_domain_port(host)
    return f"{partes.scheme}://{dominio}" + (f":{partes.port}" if partes.port else "")
