"""How a bill's state looks."""

from enlace.financeiro.models import Fatura
from enlace.painel.celulas import selo

ABERTA = Fatura.Situacao.AGUARDANDO


def situacao(fatura: Fatura, *, vencida: bool) -> str:
    """A word in colour. `vencida`: of an open one, whether its last day to be paid without charges is over (`prazos.vencida`)."""
    if fatura.situacao == Fatura.Situacao.QUITADO:
        return selo("Paga", "bom")
    if fatura.situacao == Fatura.Situacao.CANCELADO:
        return selo("Renegociada" if fatura.renegociada_por_id else "Cancelada")
    return selo("Vencida", "ruim") if vencida else selo("Em aberto", "info")
