"""A speed in the attributes of a change (CoA): numbers for the names that the database function `radius.velocidade` gives."""

from collections.abc import Callable, Iterable
from typing import Final

from enlace.radius.nas.atributos import MIKROTIK_RATE_LIMIT, Fabricante
from enlace.radius.nas.pacote import Atributo, inteiro, texto


def _numero(tipo: int, valor: str, fabricante: int) -> Atributo:
    return inteiro(tipo, int(valor), fabricante)


# Name -> maker, type and how the value is written, as in FreeRADIUS's dictionaries. The attributes that no maker owns (WISPr) are
# not here: who understands nothing else does not change speeds of live sessions either.
ATRIBUTOS: Final[dict[str, tuple[Fabricante, int, Callable[[int, str, int], Atributo]]]] = {
    "Mikrotik-Rate-Limit": (Fabricante.MIKROTIK, MIKROTIK_RATE_LIMIT, texto),
    "Huawei-Input-Average-Rate": (Fabricante.HUAWEI, 2, _numero),
    "Huawei-Input-Peak-Rate": (Fabricante.HUAWEI, 3, _numero),
    "Huawei-Output-Average-Rate": (Fabricante.HUAWEI, 5, _numero),
    "Huawei-Output-Peak-Rate": (Fabricante.HUAWEI, 6, _numero),
    "ERX-Ingress-Policy-Name": (Fabricante.JUNIPER_ERX, 10, texto),
    "ERX-CoS-Shaping-Pmt-Type": (Fabricante.JUNIPER_ERX, 108, texto),
    "Cisco-AVPair": (Fabricante.CISCO, 1, texto),
}


def em_atributos(velocidade: Iterable[tuple[str, str]]) -> tuple[Atributo, ...]:
    """The attributes that give a live session this speed; none when one of them is of those that cannot be changed live."""
    pares = tuple(velocidade)
    if not all(nome in ATRIBUTOS for nome, _ in pares):
        return ()
    return tuple(_atributo(nome, valor) for nome, valor in pares)


def _atributo(nome: str, valor: str) -> Atributo:
    fabricante, tipo, escrever = ATRIBUTOS[nome]
    return escrever(tipo, valor, fabricante)
