"""Where a request comes from, behind as many proxies as the installation says, and under which address it found this server."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

# A server behind a unix socket is told no address: only programs of the same machine reach it.
_DESTA_MAQUINA = "127.0.0.1"


def endereco_ip(request: HttpRequest) -> str:
    """The client's address in its canonical spelling; an IPv4 that came mapped into IPv6 is an IPv4.

    Of `X-Forwarded-For` only what the trusted proxies (`ENLACE_PROXIES`) wrote is believed: each adds the address of whoever spoke
    to it at the right end, so with N proxies the client is the Nth from the right, and everything left of it is the client's word.
    A header that is too short or unreadable there is not believed at all: the address is then the one of the connection.
    """
    conexao = _endereco(request.META.get("REMOTE_ADDR", "")) or _DESTA_MAQUINA
    proxies = settings.AMBIENTE.proxies
    if proxies < 1:
        return conexao
    passos = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(passos) < proxies:
        return conexao
    return _endereco(passos[-proxies]) or conexao


def endereco_do_servidor(request: HttpRequest) -> str | None:
    """Scheme and host of the request. None for a host that this server does not answer to: such a link would lead elsewhere."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return None


@lru_cache(maxsize=1024)
def _endereco(texto: str) -> str | None:
    try:
        endereco = ip_address(_sem_porta(texto.strip()))
    except ValueError:
        return None
    return str(_canonico(endereco))


def _canonico(endereco: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(endereco, IPv4Address):
        return endereco
    # Through the number: a zone (`fe80::1%eth0`) names an interface of ours, not the client.
    return endereco.ipv4_mapped or IPv6Address(int(endereco))


def _sem_porta(texto: str) -> str:
    """Some proxies write `203.0.113.7:50000` and `[2001:db8::1]:50000`."""
    if texto.startswith("["):
        return texto[1:].partition("]")[0]
    return texto.partition(":")[0] if texto.count(":") == 1 else texto
