"""A bill of its own for what is charged now, for whoever does not wait for the monthly run."""

from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.core.datas import dia_local
from enlace.financeiro.emissao import NovaFatura, emitir
from enlace.financeiro.lancamento import Lancamento, lancar
from enlace.financeiro.models import Fatura, FormaCobranca
from enlace.financeiro.renegociacao import VencimentoPassado


def lancar_e_emitir(lancamento: Lancamento, *, forma: FormaCobranca, autor: Autor, agora: datetime) -> list[Fatura]:
    """Issue a bill for each instalment, due on its day. Credits that wait are left to the monthly run.

    Refused, with nothing done: `VencimentoPassado`, and as `lancamento.lancar` and `emissao.emitir`.
    """
    if lancamento.a_partir < dia_local(agora):
        raise VencimentoPassado
    with transaction.atomic():
        return [
            emitir(
                NovaFatura(cliente=lancamento.cliente, forma=forma, vencimento=cobranca.data_vencimento, pendentes=[cobranca]),
                autor=autor,
                agora=agora,
            )
            for cobranca in lancar(lancamento, autor=autor, agora=agora)
        ]
