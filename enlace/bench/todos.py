"""`cliente/all` as one long answer, and `COPY` of the same statement."""

import http.client
import threading
import time
from dataclasses import dataclass
from typing import Any, Self

import psutil
import psycopg

_MARCA = b'{"id_cliente":'
_PEDACO = 1 << 20
_AMOSTRA = 0.05


@dataclass(frozen=True)
class Transmissao:
    """What one long answer took."""

    clientes: int
    octetos: int
    segundos: float
    primeiro_octeto: float
    memoria_a_mais: int

    @property
    def clientes_por_segundo(self) -> float:
        """Customers per second."""
        return self.clientes / self.segundos

    @property
    def megabytes_por_segundo(self) -> float:
        """10^6 octets per second."""
        return self.octetos / self.segundos / 1e6


def por_http(
    endereco: tuple[str, int],
    token: str,
    *,
    servidor: int,
    caminho: str = "/api/v1/integracao/cliente/all",
    marca: bytes = _MARCA,
) -> Transmissao:
    """Read the whole answer, whose items begin with `marca`; of `servidor` and its children the memory is watched."""
    with _Memoria(servidor) as memoria:
        conexao = http.client.HTTPConnection(*endereco, timeout=3600)
        inicio = time.perf_counter()
        conexao.request("GET", caminho, headers={"Authorization": f"Bearer {token}"})
        resposta = conexao.getresponse()
        primeiro = 0.0
        clientes = octetos = 0
        resto = b""
        while pedaco := resposta.read1(_PEDACO):
            primeiro = primeiro or time.perf_counter() - inicio
            octetos += len(pedaco)
            resto += pedaco
            clientes += resto.count(marca)
            # A mark may be cut by the end of a piece, never counted twice.
            resto = resto[-(len(marca) - 1) :]
        segundos = time.perf_counter() - inicio
        conexao.close()
    return Transmissao(clientes, octetos, segundos, primeiro, memoria.a_mais)


def por_copy(conexao: "psycopg.Connection[Any]", sql: str) -> Transmissao:
    """Read the rows of the statement by COPY and throw them away."""
    inicio = time.perf_counter()
    clientes = octetos = 0
    primeiro = 0.0
    with conexao.cursor() as cursor, cursor.copy(f"copy ({sql}) to stdout") as copia:
        for dados in copia:
            primeiro = primeiro or time.perf_counter() - inicio
            clientes += 1
            octetos += len(dados)
    return Transmissao(clientes, octetos, time.perf_counter() - inicio, primeiro, 0)


class _Memoria:
    """The growth of the resident memory of a process and its children, sampled while the block runs."""

    def __init__(self, processo: int) -> None:
        self._processo = psutil.Process(processo)
        self._parar = threading.Event()
        self._antes = self._pico = self._agora()
        self._linha = threading.Thread(target=self._amostrar, daemon=True)

    @property
    def a_mais(self) -> int:
        """Octets at the peak beyond those at the beginning."""
        return self._pico - self._antes

    def __enter__(self) -> Self:
        self._linha.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._parar.set()
        self._linha.join()

    def _agora(self) -> int:
        processos = [self._processo, *self._processo.children(recursive=True)]
        return sum(p.memory_info().rss for p in processos if p.is_running())

    def _amostrar(self) -> None:
        while not self._parar.wait(_AMOSTRA):
            self._pico = max(self._pico, self._agora())
