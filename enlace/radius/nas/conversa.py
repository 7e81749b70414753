"""One request and its answer: a socket of its own, the times to send again, and what is heard.

RFC 5176 section 2.3 leaves the times to RFC 5080 section 2.2.1. A retransmission is the same bytes from the same port, so that the
NAS knows it for a duplicate and answers it without acting twice. The socket is connected: the kernel drops what others send and
tells of a closed port.
"""

import secrets
import socket
import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from enlace.radius.nas.pacote import MAIOR_PACOTE, PacoteInvalido, ler, resposta_confere
from enlace.radius.nas.resposta import Resposta, Resultado, da_resposta
from enlace.radius.nas.sessao import Destino, Pedido, em_bytes

_JITTER: Final = 0.1
_SORTE: Final = secrets.SystemRandom()


@dataclass(frozen=True)
class Ritmo:
    """When silence is answered by sending again, in seconds: IRT, MRT and MRC of RFC 5080 section 2.2.1; MRD is `prazo`.

    Its default IRT of 2 s is for authentication, where a server may ask others; a NAS knows its own sessions, and here a person
    waits.
    """

    inicial: float = 1.0
    maior: float = 16.0
    envios: int = 5

    def primeira_espera(self) -> float:
        """RT = IRT + RAND * IRT."""
        return self.inicial * (1 + _acaso())

    def proxima_espera(self, anterior: float) -> float:
        """RT = 2 * RT + RAND * RT, and MRT + RAND * MRT above MRT."""
        dobro = anterior * (2 + _acaso())
        return dobro if dobro <= self.maior else self.maior * (1 + _acaso())


class Conversa:
    """From the first packet to the outcome. Nothing that the network does raises here: it becomes `resposta`."""

    def __init__(self, destino: Destino, pedido: Pedido, *, prazo: float, ritmo: Ritmo, agora: datetime | None) -> None:
        self.resposta: Resposta | None = None
        self.soquete: socket.socket | None = None
        self._pedido, self._segredo, self._ritmo = pedido, destino.segredo, ritmo
        self._identificador = secrets.randbelow(256)
        self._dados = em_bytes(pedido, identificador=self._identificador, segredo=destino.segredo, agora=agora)
        self._envios, self._estranho, self._espera = 0, False, ritmo.primeira_espera()
        self._fim = time.monotonic() + prazo
        self._proximo_envio = self._fim
        try:
            self.soquete = _conectado(destino)
        except (OSError, ValueError) as erro:  # a name that is none is a ValueError
            self._terminar(_falha(erro))
        else:
            self._enviar()

    def falta(self) -> float:
        """Seconds until something is to be done although nothing came."""
        if self.resposta is not None:
            return 0.0
        return max(0.0, min(self._fim, self._proximo_envio) - time.monotonic())

    def passar(self) -> None:
        """Do what time asks for: send again, or give up."""
        agora = time.monotonic()
        if self.resposta is None and agora >= self._fim:
            self._terminar(Resposta(Resultado.RESPOSTA_INVALIDA if self._estranho else Resultado.SEM_RESPOSTA))
        elif self.resposta is None and agora >= self._proximo_envio:
            self._espera = self._ritmo.proxima_espera(self._espera)
            self._enviar()

    def ouvir(self) -> None:
        """Take one datagram. What is no answer of ours is passed over and the wait goes on."""
        if self.soquete is None:
            return
        try:
            dados = self.soquete.recv(MAIOR_PACOTE + 1)
        except BlockingIOError:
            return
        except OSError as erro:
            self._terminar(_falha(erro))
        else:
            self._julgar(dados)

    def fechar(self) -> None:
        """Give the port back. May be repeated."""
        if self.soquete is not None:
            self.soquete.close()
            self.soquete = None

    def _enviar(self) -> None:
        self._envios += 1
        restam = self._envios < self._ritmo.envios
        self._proximo_envio = time.monotonic() + self._espera if restam else self._fim
        try:
            if self.soquete is not None:
                self.soquete.send(self._dados)
        except BlockingIOError:
            return  # as if lost on the way: it is sent again
        except OSError as erro:
            self._terminar(_falha(erro))

    def _julgar(self, dados: bytes) -> None:
        try:
            pacote = ler(dados)
        except PacoteInvalido:
            self._estranho = True
            return
        if pacote.identificador != self._identificador:
            return  # late, to whoever had this port before
        codigos = {self._pedido.aceite, self._pedido.recusa}
        if pacote.codigo not in codigos or not resposta_confere(pacote, self._dados[4:20], self._segredo):
            self._estranho = True
            return
        self._terminar(da_resposta(pacote, aceite=pacote.codigo == self._pedido.aceite))

    def _terminar(self, resposta: Resposta) -> None:
        self.resposta = replace(resposta, envios=self._envios)


def _acaso() -> float:
    return _SORTE.uniform(-_JITTER, _JITTER)


def _conectado(destino: Destino) -> socket.socket:
    familia, tipo, protocolo, _, endereco = socket.getaddrinfo(destino.endereco, destino.porta, type=socket.SOCK_DGRAM)[0]
    soquete = socket.socket(familia, tipo, protocolo)
    try:
        soquete.setblocking(False)
        soquete.connect(endereco)
    except OSError:
        soquete.close()
        raise
    return soquete


def _falha(erro: OSError | ValueError) -> Resposta:
    if isinstance(erro, ConnectionRefusedError):
        return Resposta(Resultado.PORTA_FECHADA)
    return Resposta(Resultado.INALCANCAVEL, detalhe=str(getattr(erro, "strerror", None) or erro))
