"""HTTP load from one thread: keep-alive connections and a selector, so that the load itself takes little of the machine."""

import json
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

_FIM_DO_CABECALHO = b"\r\n\r\n"
_TAMANHO = b"content-length:"
_ATE_O_STATUS = 40


@dataclass
class Medida:
    """The latencies of one run, in seconds, and how long it took."""

    latencias: list[float] = field(default_factory=list)
    segundos: float = 0.0

    @property
    def por_segundo(self) -> float:
        """Answers per second."""
        return len(self.latencias) / self.segundos

    def quantil(self, q: float) -> float:
        """A quantile of the latencies, in milliseconds."""
        ordenadas = sorted(self.latencias)
        return 1000 * ordenadas[min(len(ordenadas) - 1, int(q * len(ordenadas)))]


@dataclass
class _Conexao:
    """One connection: what was asked at which instant, and what has arrived of the answer."""

    soquete: socket.socket
    pedido_em: float = 0.0
    recebido: bytearray = field(default_factory=bytearray)
    livre: bool = True

    def pedir(self, pedido: bytes, instante: float) -> None:
        self.soquete.sendall(pedido)
        self.pedido_em = instante
        self.livre = False

    def receber(self) -> bool:
        """Take what arrived; whether the answer is whole."""
        pedaco = self.soquete.recv(1 << 18)
        if not pedaco:
            raise ConnectionError("o servidor fechou a conexão")
        self.recebido += pedaco
        if not _inteira(self.recebido):
            return False
        if not (self.recebido.startswith(b"HTTP/1.1 200") and _deu_certo(self.recebido)):
            raise ConnectionError(f"resposta inesperada: {bytes(self.recebido[:600])!r}")
        self.recebido.clear()
        self.livre = True
        return True


def bombear(
    endereco: tuple[str, int], pedidos: Iterator[bytes], *, conexoes: int, segundos: float, por_segundo: float | None = None
) -> Medida:
    """Send `pedidos` for `segundos` over `conexoes` connections.

    Without `por_segundo` each connection asks again as soon as it is answered. With it requests begin at that rate, and a latency
    counts from the instant at which its request was due, so that a server that stalls cannot hide it.
    """
    medida = Medida()
    with selectors.DefaultSelector() as seletor:
        todas = [_Conexao(_conectar(endereco)) for _ in range(conexoes)]
        for conexao in todas:
            seletor.register(conexao.soquete, selectors.EVENT_READ, conexao)
        inicio = time.perf_counter()
        fim, proximo = inicio + segundos, inicio
        while (agora := time.perf_counter()) < fim or not all(c.livre for c in todas):
            for conexao in todas if agora < fim else ():
                if conexao.livre and (por_segundo is None or proximo <= agora):
                    conexao.pedir(next(pedidos), proximo if por_segundo else time.perf_counter())
                    proximo += 1 / por_segundo if por_segundo else 0
            for chave, _ in seletor.select(0.001):
                if chave.data.receber():
                    medida.latencias.append(time.perf_counter() - chave.data.pedido_em)
        medida.segundos = time.perf_counter() - inicio
        for conexao in todas:
            conexao.soquete.close()
    return medida


def pedido_get(caminho: str, token: str) -> bytes:
    """The bytes of a GET."""
    return (
        f"GET {caminho} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    )


def pedido_post(caminho: str, token: str, corpo: dict[str, object]) -> bytes:
    """The bytes of a POST of JSON."""
    octetos = json.dumps(corpo).encode()
    cabecalho = (
        f"POST {caminho} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(octetos)}\r\n\r\n"
    )
    return cabecalho.encode() + octetos


def _conectar(endereco: tuple[str, int]) -> socket.socket:
    soquete = socket.create_connection(endereco)
    soquete.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return soquete


def _deu_certo(recebido: bytearray) -> bool:
    """Refusals are answered with 200 too, as the contract has it; nothing is gained by measuring them."""
    corpo = recebido.find(_FIM_DO_CABECALHO) + len(_FIM_DO_CABECALHO)
    return b'"success"' in recebido[corpo : corpo + _ATE_O_STATUS]


def _inteira(recebido: bytearray) -> bool:
    corte = recebido.find(_FIM_DO_CABECALHO)
    if corte < 0:
        return False
    cabecalho = bytes(recebido[:corte]).lower()
    inicio = cabecalho.index(_TAMANHO) + len(_TAMANHO)
    tamanho = int(cabecalho[inicio:].split(b"\r\n", 1)[0])
    return len(recebido) >= corte + len(_FIM_DO_CABECALHO) + tamanho
