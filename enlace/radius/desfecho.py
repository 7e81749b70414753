"""Asking the concentrators of live sessions: what can be asked is, what cannot has its reason, and all of it is remembered.

First the requests (network, so never in a transaction), then what they came to is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from enlace.core.errors import RuleRefused
from enlace.radius.impedimento import Impedimento
from enlace.radius.models import PedidoAoNas
from enlace.radius.nas.pacote import Atributo
from enlace.radius.nas.pedido import PRAZO, pedir_varios
from enlace.radius.nas.resposta import Resposta, Resultado
from enlace.radius.nas.sessao import Desconexao, Destino, Mudanca
from enlace.radius.vivas import SessaoViva

# The cause of an end that its NAS told when it was asked, and not in its accounting.
SEM_SESSAO: Final = "Sem-Sessao"
_MAIOR_DETALHE: Final = 200


@dataclass(frozen=True)
class Intencao:
    """What is wanted of a live session: that it end, or, with `mudancas`, that it go on with these attributes."""

    sessao: SessaoViva
    mudancas: tuple[Atributo, ...] = ()

    @property
    def tipo(self) -> PedidoAoNas.Tipo:
        """In the words of the record."""
        return PedidoAoNas.Tipo.MUDANCA if self.mudancas else PedidoAoNas.Tipo.DESCONEXAO


@dataclass(frozen=True)
class Desfecho:
    """How it ended for one session: the NAS's answer (or its silence), or why it was not asked."""

    intencao: Intencao
    como: Resposta | Impedimento

    @property
    def sessao(self) -> SessaoViva:
        """Which session it is about."""
        return self.intencao.sessao

    @property
    def resposta(self) -> Resposta | None:
        """What came of asking; None when it was not asked."""
        return self.como if isinstance(self.como, Resposta) else None

    @property
    def resultado(self) -> Resultado | Impedimento:
        """One word."""
        return self.como if isinstance(self.como, Impedimento) else self.como.resultado

    @property
    def encerrada(self) -> bool:
        """Whether the NAS says that the session is no more, or is about to end."""
        if self.resultado == Resultado.SEM_SESSAO:
            return True
        return self.intencao.tipo == PedidoAoNas.Tipo.DESCONEXAO and self.resultado == Resultado.ACEITO

    @property
    def em_vao(self) -> bool:
        """Whether the NAS was not heard: asking later may help."""
        return self.resposta is not None and not self.resposta.respondida

    @property
    def explicacao(self) -> str:
        """For a person at the provider: of which session, what happened, what to check."""
        return f"{self.sessao.nome}: {self.como.explicacao}"


def pedir_aos_nas(
    intencoes: Sequence[Intencao], *, origem: PedidoAoNas.Origem, agora: datetime, prazo: float = PRAZO
) -> list[Desfecho]:
    """Ask for each, at most `prazo` seconds a concentrator that is silent, and remember how each ended.

    A session that its NAS does not know has ended: it is closed at its last sign. One whose end was accepted is left to its Stop
    packet, which knows better when, and to the sweep if that is lost.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a NAS is asked outside transactions: its silence would hold what they lock")
    preparados = [_preparar(cada) for cada in intencoes]
    respostas = iter(pedir_varios([p for p in preparados if not isinstance(p, Impedimento)], prazo=prazo))
    desfechos = [
        Desfecho(cada, preparado if isinstance(preparado, Impedimento) else next(respostas))
        for cada, preparado in zip(intencoes, preparados, strict=True)
    ]
    _lembrar(desfechos, origem=origem, agora=agora)
    for desfecho in desfechos:
        if desfecho.resultado == Resultado.SEM_SESSAO:
            _encerrar(desfecho.sessao)
    return desfechos


def _preparar(intencao: Intencao) -> tuple[Destino, Desconexao | Mudanca] | Impedimento:
    nas = intencao.sessao.nas
    if nas is None:
        return Impedimento.SEM_NAS
    if not nas.ativo:
        return Impedimento.NAS_INATIVO
    if nas.porta is None:
        return Impedimento.SEM_PORTA
    destino = Destino(intencao.sessao.origem, nas.porta, nas.segredo.encode())
    try:
        sessao = intencao.sessao.como_o_nas_a_conhece()
        return destino, Mudanca(sessao, intencao.mudancas) if intencao.mudancas else Desconexao(sessao)
    except (RuleRefused, ValueError):
        # Nothing to go by, or what the NAS wrote fits no attribute.
        return Impedimento.SEM_IDENTIFICACAO


def _lembrar(desfechos: Sequence[Desfecho], *, origem: PedidoAoNas.Origem, agora: datetime) -> None:
    PedidoAoNas.objects.bulk_create(
        PedidoAoNas(
            quando=agora,
            tipo=d.intencao.tipo,
            origem=origem,
            cliente_servico_id=d.sessao.id_cliente_servico,
            login=d.sessao.login,
            acctuniqueid=d.sessao.unico,
            acctsessionid=d.sessao.id_sessao,
            nas_id=d.sessao.nas.id_nas if d.sessao.nas else None,
            endereco_nas=d.sessao.origem,
            resultado=d.resultado,
            causa=d.resposta.causa if d.resposta else None,
            detalhe=d.resposta.detalhe[:_MAIOR_DETALHE] if d.resposta else "",
            envios=d.resposta.envios if d.resposta else 0,
        )
        for d in desfechos
    )


def _encerrar(sessao: SessaoViva) -> None:
    """Under the lock that packets of the session take: one of them may be closing it at this moment. Each in its transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [sessao.unico])
        cursor.execute("select radius.encerrar(%s, %s)", [sessao.unico, SEM_SESSAO])
