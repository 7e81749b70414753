"""Where a process may listen: refusals before it tries."""

import ipaddress
import socket

from django.conf import settings

from enlace.configuracao.models import Provedor
from enlace.core.errors import ConfigurationRefused


def recusar_demonstracao_aberta(endereco: str) -> None:
    """The demonstration's passwords are published: it is for this computer only, behind no proxy and under no public name."""
    ambiente = settings.AMBIENTE
    aberta = ambiente.https or ambiente.proxies or not all(_so_este_computador(h.strip("[]")) for h in (endereco, *ambiente.hosts))
    if aberta and Provedor.atual().demonstracao:
        raise ConfigurationRefused(
            "Este banco é o do provedor de demonstração, cujas senhas são públicas: ele só pode ser servido em 127.0.0.1."
        )


def recusar_porta_ocupada(endereco: str, porta: int) -> None:
    """Say so in one sentence when the port cannot be listened on."""
    familia = socket.AF_INET6 if ":" in endereco else socket.AF_INET
    with socket.socket(familia) as tentativa:
        tentativa.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tentativa.bind((endereco, porta))
        except OSError as erro:
            raise ConfigurationRefused(f"Não foi possível usar {endereco}:{porta}: {erro.strerror}.") from erro


def _so_este_computador(endereco: str) -> bool:
    try:
        return ipaddress.ip_address(endereco).is_loopback
    except ValueError:
        return endereco == "localhost"
