"""One thing measured over HTTP and through the bare driver, in one run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from enlace.bench import carga_nua
from enlace.bench.carga_http import Medida, bombear

CONEXOES: Final = 8
SEGUNDOS: Final = 5.0


@dataclass(frozen=True)
class Alvo:
    """Where the measurements go."""

    endereco: tuple[str, int]
    token: str
    dsn: str
    clientes: int
    servidor: int


def cabecalho(o_que: str) -> Iterator[str]:
    """The head of a table of comparisons."""
    yield f"| {o_que} | HTTP/s | p50 ms | p99 ms | só o driver/s | p50 ms | p99 ms | HTTP ÷ driver |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"


def comparar(alvo: Alvo, nome: str, pedidos: Iterator[bytes], vez: carga_nua.Vez) -> str:
    """The line of one comparison: `pedidos` over HTTP against `vez` on the driver's own connections."""
    bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=1)
    # Half of one, the other, the other half: a machine that slows down meanwhile slows both.
    metade = bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=SEGUNDOS / 2)
    nua = carga_nua.bombear(alvo.dsn, vez, conexoes=CONEXOES, segundos=SEGUNDOS)
    outra = bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=SEGUNDOS / 2)
    http = Medida(metade.latencias + outra.latencias, metade.segundos + outra.segundos)
    return (
        f"| {nome} | {http.por_segundo:.0f} | {http.quantil(0.5):.1f} | {http.quantil(0.99):.1f} | "
        f"{nua.por_segundo:.0f} | {nua.quantil(0.5):.1f} | {nua.quantil(0.99):.1f} | {http.por_segundo / nua.por_segundo:.2f} |"
    )
