"""A NAS that asks our FreeRADIUS, byte by byte: what `radclient` cannot send, and every answer checked."""

import os
import secrets
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from enlace.radius.nas.atributos import Codigo, Fabricante, Tipo
from enlace.radius.nas.pacote import (
    MAIOR_PACOTE,
    Atributo,
    Pacote,
    assinatura_confere,
    esconder_senha,
    inteiro,
    ler,
    montar_acesso,
    montar_pedido,
    resposta_confere,
    senha_chap,
)
from enlace.radius.tests import mschap
from enlace.radius.tests.fabrica import LOGIN, MAC, SEGREDO, SENHA
from tests.freeradius import Servidor

FOLGA: Final = 10.0
# So long an answer is waited for that shall not come; each such test also gets one that does.
CURTO: Final = 0.4
INICIO, FIM, SINAL, LIGADO, DESLIGADO = 1, 2, 3, 7, 8
_ENTRE_TENTATIVAS = 0.1


@dataclass(frozen=True)
class Resposta:
    """What was answered; the authenticator was found right already."""

    pacote: Pacote
    autenticador_do_pedido: bytes
    segredo: bytes

    @property
    def codigo(self) -> int:
        """Accept, reject or the like."""
        return self.pacote.codigo

    @property
    def aceito(self) -> bool:
        """Whether it is an Access-Accept."""
        return self.pacote.codigo == Codigo.ACCESS_ACCEPT

    @property
    def assinada(self) -> bool:
        """Whether the Message-Authenticator is there and right."""
        return assinatura_confere(self.pacote, self.autenticador_do_pedido, self.segredo)

    def texto(self, tipo: int, fabricante: int | None = None) -> str | None:
        """The first attribute of a kind as text."""
        return next((v.decode() for v in self.pacote.valores(tipo, fabricante)), None)

    def classe(self) -> bytes:
        """What the accounting gives back."""
        (classe,) = self.pacote.valores(Tipo.CLASS)
        return classe

    def tipos(self) -> set[tuple[int, int | None]]:
        """The kinds of attributes that it carries."""
        return {(a.tipo, a.fabricante) for a in self.pacote.atributos}


@dataclass(frozen=True)
class Concentrador:
    """Speaks from `endereco`; each request from a port of its own, so that none is a repetition of another by chance."""

    servidor: Servidor
    endereco: str = "127.0.0.1"
    segredo: str = SEGREDO

    def pap(
        self, login: str | bytes = LOGIN, senha: str | bytes = SENHA, *extras: Atributo, prazo: float = FOLGA
    ) -> Resposta | None:
        """Ask with the password (RFC 2865 5.2)."""
        autenticador = os.urandom(16)
        escondida = esconder_senha(_bytes(senha), autenticador, self.segredo.encode())
        return self._pedir(autenticador, [_login(login), escondida, *_com_mac(extras)], prazo)

    def chap(self, login: str | bytes = LOGIN, senha: str | bytes = SENHA, *extras: Atributo) -> Resposta | None:
        """Ask with a checksum of it (RFC 2865 5.3)."""
        desafio = os.urandom(16)
        atributos = [
            _login(login),
            Atributo(Tipo.CHAP_CHALLENGE, desafio),
            senha_chap(7, _bytes(senha), desafio),
            *_com_mac(extras),
        ]
        return self._pedir(os.urandom(16), atributos, FOLGA)

    def mschap2(self, login: str = LOGIN, senha: str = SENHA, *extras: Atributo) -> tuple[Resposta | None, str]:
        """Ask with MS-CHAP-V2 (RFC 2548 2.3); also the proof that a server which knows the password gives."""
        desafio, desafio_do_par = os.urandom(16), os.urandom(16)
        nt_response, prova = mschap.resposta(login.encode(), senha, desafio=desafio, desafio_do_par=desafio_do_par)
        atributos = [
            _login(login),
            Atributo(11, desafio, Fabricante.MICROSOFT),
            Atributo(25, bytes((1, 0)) + desafio_do_par + bytes(8) + nt_response, Fabricante.MICROSOFT),
            *_com_mac(extras),
        ]
        return self._pedir(os.urandom(16), atributos, FOLGA), prova

    def sem_assinatura(self, login: str = LOGIN, senha: str = SENHA, *, prazo: float = FOLGA) -> Resposta | None:
        """Ask with the password and without a Message-Authenticator, as old equipment does."""
        autenticador = os.urandom(16)
        corpo = b"".join(a.em_bytes() for a in (_login(login), esconder_senha(_bytes(senha), autenticador, self.segredo.encode())))
        pacote = struct.pack("!BBH", Codigo.ACCESS_REQUEST, secrets.randbelow(256), 20 + len(corpo)) + autenticador + corpo
        return self.enviar(pacote, autenticador, self.servidor.porta_auth, prazo)

    def contabilizar(self, tipo: int, *atributos: Atributo, prazo: float = FOLGA) -> Resposta | None:
        """Tell of a session."""
        todos = [inteiro(Tipo.ACCT_STATUS_TYPE, tipo), *atributos]
        pacote = montar_pedido(Codigo.ACCOUNTING_REQUEST, secrets.randbelow(256), todos, self.segredo.encode(), assinar=False)
        return self.enviar(pacote, pacote[4:20], self.servidor.porta_acct, prazo)

    def enviar(self, pacote: bytes, autenticador: bytes, porta: int, prazo: float = FOLGA) -> Resposta | None:
        """Send these bytes once; None when no answer comes."""
        familia = socket.AF_INET6 if ":" in self.endereco else socket.AF_INET
        with socket.socket(familia, socket.SOCK_DGRAM) as soquete:
            soquete.bind((self.endereco, 0))
            soquete.settimeout(prazo)
            soquete.sendto(pacote, (self.servidor.endereco, porta))
            try:
                recebido = ler(soquete.recv(MAIOR_PACOTE))
            except TimeoutError:
                return None
        assert recebido.identificador == pacote[1]
        assert resposta_confere(recebido, autenticador, self.segredo.encode())
        return Resposta(recebido, autenticador, self.segredo.encode())

    def lancar(self, dados: bytes, porta: int) -> None:
        """Send whatever bytes and wait for nothing."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
            soquete.bind((self.endereco, 0))
            soquete.sendto(dados, (self.servidor.endereco, porta))

    def esperar_pap(self, *, respondido: bool = True) -> Resposta | None:
        """Ask again and again until it is answered, as equipment does, or until it is not any more. What came last."""
        limite, resposta = time.monotonic() + FOLGA, None
        while time.monotonic() < limite:
            resposta = self.pap(prazo=CURTO)
            if (resposta is not None) == respondido:
                return resposta
            time.sleep(_ENTRE_TENTATIVAS)
        return resposta

    def _pedir(self, autenticador: bytes, atributos: list[Atributo], prazo: float) -> Resposta | None:
        pacote = montar_acesso(secrets.randbelow(256), autenticador, atributos, self.segredo.encode())
        return self.enviar(pacote, autenticador, self.servidor.porta_auth, prazo)


def atributo(tipo: int, valor: str | bytes | int) -> Atributo:
    """A number takes four bytes, a text its own."""
    return inteiro(tipo, valor) if isinstance(valor, int) else Atributo(tipo, _bytes(valor))


def atributos(valores: Mapping[int, str | bytes | int]) -> list[Atributo]:
    """Several at once."""
    return [atributo(tipo, valor) for tipo, valor in valores.items()]


def _login(login: str | bytes) -> Atributo:
    return Atributo(Tipo.USER_NAME, _bytes(login))


def _com_mac(extras: tuple[Atributo, ...]) -> list[Atributo]:
    if any(a.tipo == Tipo.CALLING_STATION_ID for a in extras):
        return [a for a in extras if a.valor]
    return [*extras, Atributo(Tipo.CALLING_STATION_ID, MAC.encode())]


def _bytes(valor: str | bytes) -> bytes:
    return valor.encode() if isinstance(valor, str) else valor
