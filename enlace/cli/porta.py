"""Where a process may listen."""

import ipaddress
import socket

from enlace.core.errors import ConfigurationRefused


class DemonstracaoAberta(ConfigurationRefused):
    """Somebody else could reach the demonstration, whose passwords are published."""

    def __init__(self) -> None:
        super().__init__(
            "Este banco é o do provedor de demonstração, cujas senhas são públicas: ele só pode ser servido em 127.0.0.1."
        )


def recusar_porta_ocupada(endereco: str, porta: int, tipo: socket.SocketKind = socket.SOCK_STREAM) -> None:
    """Say so in one sentence when the port cannot be listened on."""
    try:
        _ocupar(endereco, porta, tipo)
    except OSError as erro:
        raise ConfigurationRefused(f"Não foi possível usar {endereco}:{porta}: {erro.strerror}.") from erro


def livre(endereco: str, porta: int, tipo: socket.SocketKind) -> bool:
    """Whether the port can be listened on at this moment."""
    try:
        _ocupar(endereco, porta, tipo)
    except OSError:
        return False
    return True


def so_este_computador(endereco: str) -> bool:
    """Whether an address or name is this computer's own."""
    try:
        return ipaddress.ip_address(endereco).is_loopback
    except ValueError:
        return endereco == "localhost"


def _ocupar(endereco: str, porta: int, tipo: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET6 if ":" in endereco else socket.AF_INET, tipo) as tentativa:
        # After a TCP server ends, its port rests for a minute; of UDP there may be two who listen, if both ask for this.
        if tipo == socket.SOCK_STREAM:
            tentativa.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tentativa.bind((endereco, porta))
