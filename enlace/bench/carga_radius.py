"""RADIUS load from one thread: packets made beforehand and a selector, so that the load itself takes little of the machine."""

import hashlib
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from enlace.bench.carga_http import Medida

_SOQUETES = 32
_IDENTIFICADORES = 256
# As a concentrator does it (RFC 5080, 2.2.1), more patiently: what is measured is the server, not who gives up first.
_REPETIR = 2.0
_MAIOR = 4096


@dataclass
class MedidaRadius(Medida):
    """Latencies, and which packets were answered with which code; those that were sent again are counted."""

    respostas: dict[int, int] = field(default_factory=dict)
    repetidos: int = 0


@dataclass
class _Conversa:
    """One socket: which packet waits under which identifier, since when, and when it was first due."""

    soquete: socket.socket
    esperam: dict[int, tuple[int, float, float]] = field(default_factory=dict)


def lugar(indice: int) -> tuple[int, int]:
    """The socket and the identifier under which packet number `indice` goes: its bytes hold the identifier."""
    return indice % _SOQUETES, indice // _SOQUETES % _IDENTIFICADORES


def bombear(
    endereco: tuple[str, int], pacotes: Sequence[bytes], *, segredo: bytes, em_voo: int, por_segundo: float | None = None
) -> MedidaRadius:
    """Send every packet once and wait for its answer, `em_voo` at a time at most.

    Without `por_segundo` the next one goes as soon as there is room. With it they are due at that rate, and a latency counts from
    then, so that a server that stalls cannot hide it. Answers that are not signed with `segredo` do not count.
    """
    medida = MedidaRadius()
    conversas = [_Conversa(_conectar(endereco)) for _ in range(_SOQUETES)]
    with selectors.DefaultSelector() as seletor:
        for conversa in conversas:
            seletor.register(conversa.soquete, selectors.EVENT_READ, conversa)
        inicio = time.perf_counter()
        proximo, vencimento = 0, inicio
        conferencia = inicio + _REPETIR
        while len(medida.respostas) < len(pacotes):
            agora = time.perf_counter()
            voando = proximo - len(medida.respostas)
            while proximo < len(pacotes) and voando < em_voo and (por_segundo is None or vencimento <= agora):
                qual, identificador = lugar(proximo)
                if identificador in conversas[qual].esperam:
                    break
                conversas[qual].soquete.send(pacotes[proximo])
                devido = agora if por_segundo is None else vencimento
                conversas[qual].esperam[identificador] = (proximo, devido, agora)
                vencimento += 1 / por_segundo if por_segundo else 0
                proximo, voando = proximo + 1, voando + 1
            for chave, _ in seletor.select(0.001):
                _receber(chave.data, pacotes, segredo, medida)
            if agora > conferencia:
                conferencia = agora + _REPETIR / 4
                for conversa in conversas:
                    _repetir(conversa, pacotes, agora, medida)
        medida.segundos = time.perf_counter() - inicio
        for conversa in conversas:
            conversa.soquete.close()
    return medida


def _receber(conversa: _Conversa, pacotes: Sequence[bytes], segredo: bytes, medida: MedidaRadius) -> None:
    while True:
        try:
            resposta = conversa.soquete.recv(_MAIOR)
        except BlockingIOError:
            return
        espera = conversa.esperam.get(resposta[1])
        if espera is None:
            continue
        indice, devido, _ = espera
        # Response Authenticator (RFC 2865, section 3), without reading the packet's attributes.
        if (
            hashlib.md5(resposta[:4] + pacotes[indice][4:20] + resposta[20:] + segredo, usedforsecurity=False).digest()
            != resposta[4:20]
        ):
            continue
        medida.latencias.append(time.perf_counter() - devido)
        medida.respostas[indice] = resposta[0]
        del conversa.esperam[resposta[1]]


def _repetir(conversa: _Conversa, pacotes: Sequence[bytes], agora: float, medida: MedidaRadius) -> None:
    for identificador, (indice, devido, enviado) in list(conversa.esperam.items()):
        if agora - enviado > _REPETIR:
            conversa.soquete.send(pacotes[indice])
            conversa.esperam[identificador] = (indice, devido, agora)
            medida.repetidos += 1


def _conectar(endereco: tuple[str, int]) -> socket.socket:
    soquete = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    soquete.connect(endereco)
    soquete.setblocking(False)
    return soquete
