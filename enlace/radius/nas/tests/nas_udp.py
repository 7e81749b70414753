"""A NAS that answers as the test says: a real UDP socket on loopback and one thread."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, Pacote, inteiro, ler, montar_resposta
from enlace.radius.nas.sessao import Destino

SEGREDO = b"segredo-do-nas"


@dataclass(frozen=True)
class Recebido:
    """A request as it came, and from which port."""

    dados: bytes
    porta: int

    @property
    def pacote(self) -> Pacote:
        return ler(self.dados)


@dataclass
class Nas:
    """`responder` is given everything that came so far, the newest last, and says what goes back to the newest's sender.

    `enviar` speaks to whomever the test wants, from the NAS's own port.
    """

    responder: Callable[["Nas"], Iterable[bytes]]
    soquete: socket.socket
    recebidos: list[Recebido] = field(default_factory=list)

    @property
    def destino(self) -> Destino:
        endereco, porta = self.soquete.getsockname()[:2]
        return Destino(endereco, porta, SEGREDO)

    @property
    def ultimo(self) -> Pacote:
        return self.recebidos[-1].pacote

    def enviar(self, dados: bytes, porta: int) -> None:
        self.soquete.sendto(dados, (self.soquete.getsockname()[0], porta))

    def atender(self) -> None:
        while True:
            dados, remetente = self.soquete.recvfrom(8192)
            if not dados:
                return
            self.recebidos.append(Recebido(dados, remetente[1]))
            for resposta in self.responder(self):
                self.enviar(resposta, remetente[1])


@contextmanager
def nas_udp(responder: Callable[[Nas], Iterable[bytes]], endereco: str = "127.0.0.1") -> Iterator[Nas]:
    """A NAS that runs in the block; after it everything that was sent has been heard."""
    familia = socket.AF_INET6 if ":" in endereco else socket.AF_INET
    with socket.socket(familia, socket.SOCK_DGRAM) as soquete:
        soquete.bind((endereco, 0))
        nas = Nas(responder, soquete)
        linha = threading.Thread(target=nas.atender)
        linha.start()
        try:
            yield nas
        finally:
            with socket.socket(familia, socket.SOCK_DGRAM) as fim:
                fim.sendto(b"", soquete.getsockname())
            linha.join()


def ack(nas: Nas, *atributos: Atributo) -> bytes:
    """Yes to the newest request."""
    return montar_resposta(nas.ultimo, Codigo(nas.ultimo.codigo + 1), atributos, SEGREDO)


def nak(nas: Nas, causa: int | None = None) -> bytes:
    """No to the newest request."""
    atributos = [] if causa is None else [inteiro(Tipo.ERROR_CAUSE, causa)]
    return montar_resposta(nas.ultimo, Codigo(nas.ultimo.codigo + 2), atributos, SEGREDO)
