"""The codec: RADIUS packets as bytes. Pure functions, no socket.

RFC 2865 sections 3 and 5 (packets, attributes, hidden passwords), RFC 2866 section 3 (authenticator of accounting), RFC 2869
section 5.14 (Message-Authenticator), RFC 5176 sections 2.3 and 3.4 (disconnection and change). MD5 is the protocol's, not ours.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Final

from enlace.core.errors import RuleRefused
from enlace.radius.nas.atributos import Codigo, Tipo

MAIOR_PACOTE: Final = 4096
_CABECALHO: Final = struct.Struct("!BBH16s")
_ZEROS: Final = bytes(16)
_MAIOR_VALOR: Final = 253
# Of a maker's attribute four bytes are the maker, one its type and one its length.
_CABECALHO_DO_FABRICANTE: Final = 6
_MAIOR_VALOR_DO_FABRICANTE: Final = _MAIOR_VALOR - _CABECALHO_DO_FABRICANTE
_MAIOR_SENHA: Final = 128
_NOMES: Final = {tipo.value: tipo.name.replace("_", "-").title() for tipo in Tipo}
_UM_BYTE, _TRES_BYTES, _QUATRO_BYTES = 1 << 8, 1 << 24, 1 << 32


class PacoteInvalido(ValueError):  # noqa: N818 - named as the house names refusals
    """What the network brought is no RADIUS packet. Never shown: whoever listens throws the bytes away."""


class AtributoInvalido(RuleRefused):
    """A value that no attribute can carry. The sentence says which."""


class PacoteGrandeDemais(RuleRefused):
    """The attributes together pass the 4096 bytes of RFC 2865 section 3."""

    mensagem = "O pedido ao equipamento não cabe em um pacote RADIUS."


@dataclass(frozen=True)
class Atributo:
    """One attribute; with `fabricante` (an enterprise number) it is that maker's, inside a Vendor-Specific of its own."""

    tipo: int
    valor: bytes
    fabricante: int | None = None

    def __post_init__(self) -> None:
        maior = _MAIOR_VALOR if self.fabricante is None else _MAIOR_VALOR_DO_FABRICANTE
        if len(self.valor) > maior:
            raise AtributoInvalido(f"O atributo RADIUS {self.nome} não pode ter mais de {maior} bytes.")
        if not 0 < self.tipo < _UM_BYTE or not 0 <= (self.fabricante or 0) < _TRES_BYTES:
            raise AtributoInvalido(f"Não existe o atributo RADIUS {self.nome}.")

    @property
    def nome(self) -> str:
        """As people look it up: `User-Name`, `14988/8`."""
        if self.fabricante is not None:
            return f"{self.fabricante}/{self.tipo}"
        return _NOMES.get(self.tipo, str(self.tipo))

    def em_bytes(self) -> bytes:
        """As it travels."""
        if self.fabricante is None:
            return _tlv(self.tipo, self.valor)
        return _tlv(Tipo.VENDOR_SPECIFIC, struct.pack("!I", self.fabricante) + _tlv(self.tipo, self.valor))


def texto(tipo: int, valor: str, fabricante: int | None = None) -> Atributo:
    """An attribute of text (UTF-8). Refuses an empty one, which RFC 2865 section 5 forbids to send."""
    try:
        em_bytes = valor.encode()
    except UnicodeEncodeError as erro:
        raise AtributoInvalido("Um texto do pedido tem caracteres que não existem em UTF-8.") from erro
    if not em_bytes:
        raise AtributoInvalido("Um atributo RADIUS de texto não pode ser vazio.")
    return Atributo(tipo, em_bytes, fabricante)


def inteiro(tipo: int, valor: int, fabricante: int | None = None) -> Atributo:
    """An attribute of a whole number from 0 to 2³² - 1."""
    if not 0 <= valor < _QUATRO_BYTES:
        raise AtributoInvalido(f"{valor} não cabe em um atributo RADIUS.")
    return Atributo(tipo, struct.pack("!I", valor), fabricante)


def endereco(tipo: int, valor: IPv4Address | IPv6Address, fabricante: int | None = None) -> Atributo:
    """An attribute of an address: four bytes or sixteen."""
    return Atributo(tipo, valor.packed, fabricante)


def prefixo(tipo: int, valor: IPv6Network) -> Atributo:
    """An attribute of an IPv6 prefix (RFC 3162 section 2.3): a reserved byte, the length, and no more bytes than that needs."""
    usados = (valor.prefixlen + 7) // 8
    return Atributo(tipo, bytes((0, valor.prefixlen)) + valor.network_address.packed[:usados])


def instante(tipo: int, valor: datetime) -> Atributo:
    """An attribute of a moment: whole seconds since 1970, UTC."""
    return inteiro(tipo, int(valor.timestamp()))


@dataclass(frozen=True)
class Pacote:
    """A packet that was read; of `dados`, bytes after its own length are cut off. Who sent it is not known before a check."""

    codigo: int
    identificador: int
    autenticador: bytes
    atributos: tuple[Atributo, ...]
    dados: bytes = field(repr=False)

    def valores(self, tipo: int, fabricante: int | None = None) -> list[bytes]:
        """What each attribute of a kind carries, in the packet's order."""
        return [a.valor for a in self.atributos if (a.tipo, a.fabricante) == (tipo, fabricante)]

    def inteiro(self, tipo: int, fabricante: int | None = None) -> int | None:
        """The first attribute of a kind as a number; None without one of four bytes."""
        return next((int.from_bytes(v) for v in self.valores(tipo, fabricante) if len(v) == 4), None)  # noqa: PLR2004 - as said


def ler(dados: bytes) -> Pacote:
    """Read a datagram. Raises PacoteInvalido, and nothing else, whatever the bytes are."""
    if len(dados) < _CABECALHO.size:
        raise PacoteInvalido("shorter than a header")
    codigo, identificador, tamanho, autenticador = _CABECALHO.unpack_from(dados)
    if not _CABECALHO.size <= tamanho <= min(len(dados), MAIOR_PACOTE):
        raise PacoteInvalido("its length is not true")
    proprio = dados[:tamanho]
    atributos = tuple(a for _, tipo, valor in _tlvs(proprio, _CABECALHO.size) for a in _atributos(tipo, valor))
    return Pacote(codigo, identificador, autenticador, atributos, proprio)


def montar_pedido(
    codigo: Codigo, identificador: int, atributos: Sequence[Atributo], segredo: bytes, *, assinar: bool = True
) -> bytes:
    """A request whose authenticator is a checksum: of accounting (RFC 2866 section 3), disconnection or change (RFC 5176 2.3).

    The checksum is MD5(code + id + length + 16 zeros + attributes + secret). With `assinar` a Message-Authenticator goes first:
    HMAC-MD5 with the secret over the packet with zeros in place of itself and of the authenticator, made before the
    authenticator is (RFC 5176 section 3.4; RFC 3576 had left unsaid what stands in the authenticator's place).
    """
    corpo = _assinado(codigo, identificador, _ZEROS, atributos, segredo) if assinar else _corpo(atributos)
    inicio = _inicio(codigo, identificador, corpo)
    return inicio + _md5(inicio, _ZEROS, corpo, segredo) + corpo


def montar_acesso(identificador: int, autenticador: bytes, atributos: Sequence[Atributo], segredo: bytes) -> bytes:
    """An Access-Request: its authenticator is random and given, and the Message-Authenticator covers it (RFC 2869 5.14)."""
    corpo = _assinado(Codigo.ACCESS_REQUEST, identificador, autenticador, atributos, segredo)
    return _inicio(Codigo.ACCESS_REQUEST, identificador, corpo) + autenticador + corpo


def montar_resposta(
    pedido: Pacote, codigo: Codigo, atributos: Sequence[Atributo], segredo: bytes, *, assinar: bool = True
) -> bytes:
    """What a server or a NAS answers: MD5(code + id + length + the request's authenticator + attributes + secret)."""
    corpo = _assinado(codigo, pedido.identificador, pedido.autenticador, atributos, segredo) if assinar else _corpo(atributos)
    inicio = _inicio(codigo, pedido.identificador, corpo)
    return inicio + _md5(inicio, pedido.autenticador, corpo, segredo) + corpo


def pedido_confere(pedido: Pacote, segredo: bytes) -> bool:
    """Whether a request (not an Access-Request) was made with our secret; a Message-Authenticator that is there must be right."""
    return _confere(pedido, _ZEROS, segredo)


def resposta_confere(resposta: Pacote, autenticador_do_pedido: bytes, segredo: bytes) -> bool:
    """Whether an answer was made with our secret for that request; a Message-Authenticator that is there must be right."""
    return _confere(resposta, autenticador_do_pedido, segredo)


def assinatura_confere(pacote: Pacote, autenticador: bytes, segredo: bytes) -> bool:
    """Whether the packet has one Message-Authenticator and it is right.

    `autenticador` is what stands in the header while it is made: an Access-Request's own, zeros for other requests, the
    request's for an answer.
    """
    posicoes = [p for p, tipo, _ in _tlvs(pacote.dados, _CABECALHO.size) if tipo == Tipo.MESSAGE_AUTHENTICATOR]
    if len(posicoes) != 1 or pacote.dados[posicoes[0] - 1] != len(_ZEROS) + 2:
        return False
    inicio, fim = posicoes[0], posicoes[0] + len(_ZEROS)
    feita = hmac.digest(
        segredo,
        pacote.dados[:4] + autenticador + pacote.dados[_CABECALHO.size : inicio] + _ZEROS + pacote.dados[fim:],
        "md5",
    )
    return hmac.compare_digest(feita, pacote.dados[inicio:fim])


def esconder_senha(senha: bytes, autenticador: bytes, segredo: bytes) -> Atributo:
    """User-Password (PAP) as RFC 2865 section 5.2 hides it: each block of 16 xored with MD5(secret + the block before)."""
    if len(senha) > _MAIOR_SENHA:
        raise AtributoInvalido(f"Uma senha não pode ter mais de {_MAIOR_SENHA} bytes no RADIUS.")
    claro = senha.ljust(max(16, -(-len(senha) // 16) * 16), b"\0")
    escondida, anterior = b"", autenticador
    for i in range(0, len(claro), 16):
        anterior = bytes(a ^ b for a, b in zip(claro[i : i + 16], _md5(segredo, anterior), strict=True))
        escondida += anterior
    return Atributo(Tipo.USER_PASSWORD, escondida)


def senha_chap(identificador: int, senha: bytes, desafio: bytes) -> Atributo:
    """CHAP-Password (RFC 2865 section 5.3, RFC 1994 section 4.1). The challenge goes along, or is the request's authenticator."""
    marca = bytes((identificador,))
    return Atributo(Tipo.CHAP_PASSWORD, marca + _md5(marca, senha, desafio))


def _confere(pacote: Pacote, autenticador: bytes, segredo: bytes) -> bool:
    feito = _md5(pacote.dados[:4], autenticador, pacote.dados[_CABECALHO.size :], segredo)
    if not hmac.compare_digest(feito, pacote.autenticador):
        return False
    return not pacote.valores(Tipo.MESSAGE_AUTHENTICATOR) or assinatura_confere(pacote, autenticador, segredo)


def _md5(*partes: bytes) -> bytes:
    return hashlib.md5(b"".join(partes), usedforsecurity=False).digest()


def _inicio(codigo: Codigo, identificador: int, corpo: bytes) -> bytes:
    tamanho = _CABECALHO.size + len(corpo)
    if tamanho > MAIOR_PACOTE:
        raise PacoteGrandeDemais
    return struct.pack("!BBH", codigo, identificador, tamanho)


def _corpo(atributos: Sequence[Atributo]) -> bytes:
    return b"".join(a.em_bytes() for a in atributos)


def _assinado(codigo: Codigo, identificador: int, autenticador: bytes, atributos: Sequence[Atributo], segredo: bytes) -> bytes:
    """The attributes after their Message-Authenticator."""
    resto = _corpo(atributos)
    vazio = _tlv(Tipo.MESSAGE_AUTHENTICATOR, _ZEROS) + resto
    assinatura = hmac.digest(segredo, _inicio(codigo, identificador, vazio) + autenticador + vazio, "md5")
    return _tlv(Tipo.MESSAGE_AUTHENTICATOR, assinatura) + resto


def _tlv(tipo: int, valor: bytes) -> bytes:
    return bytes((tipo, len(valor) + 2)) + valor


def _tlvs(dados: bytes, inicio: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Of each attribute from `inicio` on: where its value begins, its type, the value. Raises PacoteInvalido on a false length."""
    while inicio < len(dados):
        cabeca = dados[inicio : inicio + 2]
        # No attribute has the number 0.
        if len(cabeca) < 2 or not cabeca[0] or not 2 <= cabeca[1] <= len(dados) - inicio:  # noqa: PLR2004 - type and length
            raise PacoteInvalido("an attribute's length is not true")
        yield inicio + 2, cabeca[0], dados[inicio + 2 : inicio + cabeca[1]]
        inicio += cabeca[1]


def _atributos(tipo: int, valor: bytes) -> list[Atributo]:
    """What is in an attribute: makers may put several of theirs into one; what has another form than RFC 2865 5.26 stays whole."""
    if tipo == Tipo.VENDOR_SPECIFIC and len(valor) > _CABECALHO_DO_FABRICANTE and not valor[0]:
        try:
            return [Atributo(t, v, int.from_bytes(valor[:4])) for _, t, v in _tlvs(valor, 4)]
        except PacoteInvalido:
            pass
    return [Atributo(tipo, valor)]
