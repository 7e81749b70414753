"""Connections to the public Internet only.

Where a notification goes is said by a subscriber's browser, so by anybody: it must not make this server knock at doors of the
provider's own network. The name is looked up once, every address that it has must be public, and the connection is made to the
address that was looked at, so that a name which changes its mind in between gains nothing.
"""

import ipaddress
import socket
from typing import Any

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util import connection

from enlace.mensagens.http import nova_sessao


class _Conexao(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        try:
            endereco = _publico(self.host, self.port)
            return connection.create_connection((endereco, self.port), self.timeout, socket_options=self.socket_options)
        except OSError as erro:
            raise NewConnectionError(self, "no public address answers") from erro


class _Fila(HTTPSConnectionPool):
    ConnectionCls = _Conexao


class _Gerente(PoolManager):
    def __init__(self, **opcoes: Any) -> None:  # noqa: ANN401 - urllib3's own options
        super().__init__(**opcoes)
        self.pool_classes_by_scheme = {"https": _Fila}


class _SoPublico(HTTPAdapter):
    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **opcoes: Any) -> None:  # noqa: ANN401, FBT001, FBT002 - requests' own signature
        """The connections of this session."""
        self.poolmanager = _Gerente(num_pools=connections, maxsize=maxsize, block=block, **opcoes)


def sessao_publica() -> Session:
    """A session that speaks HTTPS with public addresses and with nobody else, and through no proxy."""
    sessao = nova_sessao()
    # A proxy would look the name up itself.
    sessao.trust_env = False
    sessao.adapters.clear()
    sessao.mount("https://", _SoPublico())
    return sessao


def _publico(nome: str, porta: int) -> str:
    """The first address of a name. Raises OSError when there is none or any of them is not public."""
    enderecos = [str(achado[4][0]) for achado in socket.getaddrinfo(nome.strip("[]"), porta, type=socket.SOCK_STREAM)]
    if not enderecos or not all(e_publico(endereco) for endereco in enderecos):
        raise OSError("not a public address")
    return enderecos[0]


def e_publico(endereco: str) -> bool:
    """Whether an IP address is one of the public Internet, and holds no other that is not."""
    ip = ipaddress.ip_address(endereco.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # 6to4, NAT64 and mapped addresses carry an IPv4 address that the network may turn back.
        dentro = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(ip.packed[-4:]) if ip in _NAT64 else None)
        if dentro is not None:
            return e_publico(str(dentro))
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
