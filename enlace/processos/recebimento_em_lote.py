"""Several bills settled at once, each by itself: what one of them refuses does not undo the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from enlace.auditoria.registro import Autor
from enlace.core.errors import RuleRefused
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.models import Fatura
from enlace.financeiro.titulo import valores_no_dia
from enlace.processos.recebimento import receber, servicos_restabelecidos


@dataclass(frozen=True, kw_only=True)
class Recebida:
    """What became of one bill: R$ `valor` came for it and these services work again, or `recusa` says why not."""

    id_fatura: int
    valor: Decimal
    recusa: str = ""
    restabelecidos: Sequence[str] = ()


def receber_varias(ids_faturas: Sequence[int], *, dia: date, autor: Autor, agora: datetime) -> list[Recebida]:
    """Settle each of these bills with what it cost on `dia`, in the order given. Sent twice, the second finds them settled."""
    faturas = Fatura.objects.in_bulk(list(ids_faturas))
    custam = valores_no_dia(list(faturas.values()), dia)
    return [
        _receber(faturas[chave], custam[chave].total, dia, autor=autor, agora=agora) for chave in ids_faturas if chave in faturas
    ]


def _receber(fatura: Fatura, valor: Decimal, dia: date, *, autor: Autor, agora: datetime) -> Recebida:
    try:
        receber(fatura.pk, Recebido(valor=valor, data_pagamento=dia), autor=autor, agora=agora)
    except RuleRefused as recusa:
        return Recebida(id_fatura=fatura.pk, valor=valor, recusa=str(recusa))
    return Recebida(id_fatura=fatura.pk, valor=valor, restabelecidos=servicos_restabelecidos(fatura.cliente_id, em=agora))
