"""Asking: one session of one NAS, or many of many. Call it outside transactions only: silence costs seconds."""

import selectors
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from enlace.radius.nas.conversa import Conversa, Ritmo
from enlace.radius.nas.resposta import Resposta, Resultado
from enlace.radius.nas.sessao import Destino, Pedido

PRAZO: Final = 5.0
RITMO: Final = Ritmo()
POR_NAS: Final = 20
# Each is an open socket.
_NO_TOTAL: Final = 200
_CALADA: Final = Resposta(Resultado.SEM_RESPOSTA)


def pedir(
    destino: Destino, pedido: Pedido, *, prazo: float = PRAZO, ritmo: Ritmo = RITMO, agora: datetime | None = None
) -> Resposta:
    """Ask and wait for the outcome, at most `prazo` seconds. Nothing that a NAS or the network does raises.

    With `agora` the packet carries an Event-Timestamp, which RFC 5176 section 6.3 recommends against replay. It is left out by
    default: a NAS whose clock is wrong (RouterBOARDs have no battery) drops such a packet in silence, and it cannot be told from a
    wrong secret then; and what a replay could do is little: a disconnection names one session, which is gone.
    """
    return pedir_varios([(destino, pedido)], prazo=prazo, ritmo=ritmo, agora=agora)[0]


def pedir_varios(
    pedidos: Sequence[tuple[Destino, Pedido]],
    *,
    prazo: float = PRAZO,
    ritmo: Ritmo = RITMO,
    agora: datetime | None = None,
    por_nas: int = POR_NAS,
) -> list[Resposta]:
    """Ask all at once and give the outcomes in the order of the requests; `prazo` counts for each from its first packet.

    No NAS has more than `por_nas` requests open. Once as many in a row were in vain it is asked no more, and the rest end as the
    last one did, with no packet sent: five hundred sessions of a router that is off would take two minutes.
    """
    rodada = _Rodada(lambda indice: Conversa(*pedidos[indice], prazo=prazo, ritmo=ritmo, agora=agora))
    filas: dict[tuple[str, int], _Fila] = {}
    for indice, (destino, _) in enumerate(pedidos):
        filas.setdefault((destino.endereco, destino.porta), _Fila(por_nas)).esperam.append(indice)
    return rodada.executar(list(filas.values()), len(pedidos))


@dataclass
class _Fila:
    """The requests of one NAS, by their place in what was asked: those that wait, and how many are open or were in vain."""

    por_vez: int
    esperam: deque[int] = field(default_factory=deque)
    abertas: int = 0
    em_vao: int = 0
    ultima: Resposta = _CALADA

    def cabe(self) -> bool:
        """Whether the NAS may be asked one more. What was in vain keeps its place until the NAS answers something."""
        return bool(self.esperam) and self.abertas + self.em_vao < self.por_vez

    def terminou(self, resposta: Resposta) -> None:
        """One of its requests has its outcome."""
        self.abertas -= 1
        self.em_vao = 0 if resposta.respondida else self.em_vao + 1
        self.ultima = resposta


class _Rodada:
    """Conversations side by side on one selector."""

    def __init__(self, abrir: Callable[[int], Conversa]) -> None:
        self._abrir = abrir
        self._abertas: dict[int, tuple[Conversa, _Fila]] = {}
        self._respostas: dict[int, Resposta] = {}
        self._seletor = selectors.DefaultSelector()

    def executar(self, filas: Sequence[_Fila], quantos: int) -> list[Resposta]:
        """All outcomes, in order."""
        try:
            self._preencher(filas)
            while self._abertas:
                self._esperar()
                self._recolher()
                self._preencher(filas)
        finally:
            self._seletor.close()
            for conversa, _ in self._abertas.values():
                conversa.fechar()
        for fila in filas:
            self._respostas |= dict.fromkeys(fila.esperam, replace(fila.ultima, envios=0))
        return [self._respostas[indice] for indice in range(quantos)]

    def _preencher(self, filas: Sequence[_Fila]) -> None:
        for fila in filas:
            while fila.cabe() and len(self._abertas) < _NO_TOTAL:
                indice = fila.esperam.popleft()
                conversa = self._abrir(indice)
                fila.abertas += 1
                self._abertas[indice] = conversa, fila
                if conversa.soquete is not None:
                    self._seletor.register(conversa.soquete, selectors.EVENT_READ, conversa)

    def _esperar(self) -> None:
        prontas = self._seletor.select(min(conversa.falta() for conversa, _ in self._abertas.values()))
        for chave, _ in prontas:
            chave.data.ouvir()

    def _recolher(self) -> None:
        for indice, (conversa, fila) in list(self._abertas.items()):
            conversa.passar()
            if conversa.resposta is not None:
                if conversa.soquete is not None:
                    self._seletor.unregister(conversa.soquete)
                conversa.fechar()
                fila.terminou(conversa.resposta)
                self._respostas[indice] = conversa.resposta
                del self._abertas[indice]
