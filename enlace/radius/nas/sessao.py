"""What is asked, and of which NAS: that a session end or change. What cannot be sent is refused here, when it is made."""

from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import ClassVar, Final

from enlace.core.errors import RuleRefused
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, AtributoInvalido, endereco, instante, inteiro, montar_pedido, prefixo, texto

# RFC 5176 section 3: in a change too, these say which session is meant and nothing else.
_IDENTIFICAM: Final = frozenset(
    {
        Tipo.USER_NAME,
        Tipo.NAS_IP_ADDRESS,
        Tipo.NAS_PORT,
        Tipo.FRAMED_IP_ADDRESS,
        Tipo.CALLED_STATION_ID,
        Tipo.CALLING_STATION_ID,
        Tipo.NAS_IDENTIFIER,
        Tipo.ACCT_SESSION_ID,
        Tipo.EVENT_TIMESTAMP,
        Tipo.MESSAGE_AUTHENTICATOR,
        Tipo.NAS_PORT_ID,
        Tipo.NAS_IPV6_ADDRESS,
        Tipo.FRAMED_INTERFACE_ID,
        Tipo.FRAMED_IPV6_PREFIX,
    }
)
_MAIOR_PORTA: Final = 65535


class DestinoSemPedidos(RuleRefused):
    """The equipment's record lacks what asking needs. The sentence says what."""


class SessaoSemIdentificacao(RuleRefused):
    """Nothing says which session is meant: a NAS might take the request for all of its sessions."""

    mensagem = "A conexão não tem login, identificação de sessão, IP nem MAC: não há como dizer ao equipamento qual é."


class MudancaVazia(RuleRefused):
    """A change that changes nothing."""

    mensagem = "A mudança pedida ao equipamento não muda nada."


@dataclass(frozen=True)
class Destino:
    """Where a NAS listens. An address is better than a name, which is looked up first, without limit of time.

    `porta` is the NAS's incoming port: 3799 by RFC 5176, 1700 by default in RouterOS and Cisco. `segredo` is the one of its RADIUS
    entry for us.
    """

    endereco: str
    porta: int
    segredo: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not self.endereco:
            raise DestinoSemPedidos("O equipamento não tem endereço no cadastro.")
        if not 0 < self.porta <= _MAIOR_PORTA:
            raise DestinoSemPedidos("O equipamento não tem porta de entrada do RADIUS (incoming) no cadastro.")
        if not self.segredo:
            # RFC 2865 section 3: never empty.
            raise DestinoSemPedidos("O equipamento não tem segredo do RADIUS no cadastro.")


@dataclass(frozen=True)
class Sessao:
    """A session as its NAS knows it: every value as the NAS itself wrote it in the accounting.

    What is not known stays out: a NAS refuses a request where one of these differs from what it holds (RFC 5176 section 3). `nas`
    is its NAS-IP-Address or NAS-IPv6-Address; of one that sends neither, the address its packets come from (deploy/raddb/sql.conf).
    """

    login: str = ""
    id_sessao: str = ""
    mac: str = ""
    porta: str = ""
    nas: IPv4Address | IPv6Address | None = None
    ipv4: IPv4Address | None = None
    ipv6_wan: IPv6Network | None = None

    def __post_init__(self) -> None:
        if not (self.login or self.id_sessao or self.mac or self.ipv4 or self.ipv6_wan):
            raise SessaoSemIdentificacao
        self.atributos()

    def atributos(self) -> list[Atributo]:
        """Those that say which session is meant."""
        textos = (
            (Tipo.USER_NAME, self.login),
            (Tipo.ACCT_SESSION_ID, self.id_sessao),
            (Tipo.CALLING_STATION_ID, self.mac),
            (Tipo.NAS_PORT_ID, self.porta),
        )
        atributos = [texto(tipo, valor) for tipo, valor in textos if valor]
        if self.nas:
            atributos.append(endereco(Tipo.NAS_IP_ADDRESS if self.nas.version == 4 else Tipo.NAS_IPV6_ADDRESS, self.nas))  # noqa: PLR2004 - IPv4
        if self.ipv4:
            atributos.append(endereco(Tipo.FRAMED_IP_ADDRESS, self.ipv4))
        if self.ipv6_wan:
            atributos.append(prefixo(Tipo.FRAMED_IPV6_PREFIX, self.ipv6_wan))
        return atributos


@dataclass(frozen=True)
class Desconexao:
    """Disconnect-Request: the session ends (RFC 5176 section 2.1). It carries what identifies the session and nothing else."""

    codigo: ClassVar = Codigo.DISCONNECT_REQUEST
    aceite: ClassVar = Codigo.DISCONNECT_ACK
    recusa: ClassVar = Codigo.DISCONNECT_NAK

    sessao: Sessao

    def atributos(self) -> list[Atributo]:
        """Everything but what signs the packet."""
        return self.sessao.atributos()


@dataclass(frozen=True)
class Mudanca:
    """CoA-Request: the session goes on with other attributes (RFC 5176 section 2.2), each as Access-Accept would give it.

    RouterOS changes speed and lists live, but neither address nor pool nor routes: those need a disconnection.
    """

    codigo: ClassVar = Codigo.COA_REQUEST
    aceite: ClassVar = Codigo.COA_ACK
    recusa: ClassVar = Codigo.COA_NAK

    sessao: Sessao
    mudancas: tuple[Atributo, ...]

    def __post_init__(self) -> None:
        if not self.mudancas:
            raise MudancaVazia
        for mudanca in self.mudancas:
            if mudanca.fabricante is None and mudanca.tipo in _IDENTIFICAM:
                raise AtributoInvalido(f"O atributo RADIUS {mudanca.nome} diz qual é a conexão e não pode ser mudado nela.")
        # As large as it gets: with the moment that `em_bytes` may add.
        montar_pedido(self.codigo, 0, [*self.atributos(), inteiro(Tipo.EVENT_TIMESTAMP, 0)], b"-")

    def atributos(self) -> list[Atributo]:
        """Everything but what signs the packet."""
        return [*self.sessao.atributos(), *self.mudancas]


Pedido = Desconexao | Mudanca


def em_bytes(pedido: Pedido, *, identificador: int, segredo: bytes, agora: datetime | None) -> bytes:
    """The packet to send; with `agora` it carries an Event-Timestamp."""
    atributos = pedido.atributos()
    if agora is not None:
        atributos.append(instante(Tipo.EVENT_TIMESTAMP, agora))
    return montar_pedido(pedido.codigo, identificador, atributos, segredo)
