"""Money comes for a bill: it is settled, what waits to be sent about it is given up, and a service that it kept off works again.

Steps, in one transaction: 1. the customer is locked, so that no suspension is decided meanwhile (`inadimplencia.py` does the same);
2. the payment (`financeiro/baixa.py`); 3. messages about the bill that have not left are given up; 4. the customer's services that
are suspended for debt and have no debt left to rest on are restored (RGC: within a day; here at once). Undoing a payment suspends
nobody by itself: the next day's run decides, by the notice that there is.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.financeiro.baixa import Recebido, baixar
from enlace.financeiro.cancelamento import cancelar
from enlace.financeiro.models import DecisaoInadimplencia, Fatura, FormaCobranca, Pagamento
from enlace.financeiro.renegociacao import renegociar
from enlace.financeiro.travamento import FaturaDesconhecida, travar_cliente
from enlace.mensagens.saida import desistir
from enlace.processos.inadimplencia import restabelecer_cliente


def receber(id_fatura: int, recebido: Recebido, *, autor: Autor, agora: datetime) -> Pagamento:
    """Settle a bill and restore what it kept off. Refused: as `baixa.baixar`."""
    with transaction.atomic():
        id_cliente = _travar_cliente(id_fatura)
        pagamento = baixar(id_fatura, recebido, autor=autor, agora=agora)
        _encerrar(id_fatura, id_cliente, "A fatura foi paga.", autor=autor, agora=agora)
    return pagamento


def cancelar_fatura(id_fatura: int, *, motivo: str, autor: Autor, agora: datetime) -> Fatura:
    """Cancel a bill and restore what it kept off. Refused: as `cancelamento.cancelar`."""
    with transaction.atomic():
        id_cliente = _travar_cliente(id_fatura)
        fatura = cancelar(id_fatura, motivo=motivo, autor=autor, agora=agora)
        _encerrar(id_fatura, id_cliente, "A fatura foi cancelada.", autor=autor, agora=agora)
    return fatura


def renegociar_faturas(
    ids_faturas: Sequence[int],
    *,
    parcelas: int,
    primeiro_vencimento: date,
    forma: FormaCobranca,
    autor: Autor,
    agora: datetime,
) -> list[Fatura]:
    """Replace open bills of a customer by new ones and restore what the old ones kept off: the deal is the customer's word.

    The law asks for it with the first instalment; until that is paid the new bills, once overdue, are notified like any other.
    Refused: as `renegociacao.renegociar`.
    """
    with transaction.atomic():
        novas = renegociar(
            ids_faturas, parcelas=parcelas, primeiro_vencimento=primeiro_vencimento, forma=forma, autor=autor, agora=agora
        )
        for id_fatura in ids_faturas:
            _encerrar(id_fatura, novas[0].cliente_id, "A fatura foi renegociada.", autor=autor, agora=agora)
    return novas


def servicos_restabelecidos(id_cliente: int, *, em: datetime) -> list[str]:
    """The services of a customer that a change of this very instant restored, by the names of their plans."""
    voltaram = DecisaoInadimplencia.objects.filter(
        cliente_servico__cliente=id_cliente, acao=DecisaoInadimplencia.Acao.RESTABELECER, quando=em
    )
    return list(voltaram.order_by("pk").values_list("cliente_servico__plano__nome", flat=True))


def _travar_cliente(id_fatura: int) -> int:
    id_cliente = Fatura.objects.filter(pk=id_fatura).values_list("cliente_id", flat=True).first()
    if id_cliente is None:
        raise FaturaDesconhecida
    travar_cliente(id_cliente)
    return id_cliente


def _encerrar(id_fatura: int, id_cliente: int, motivo: str, *, autor: Autor, agora: datetime) -> None:
    for referencia in (f"fatura:{id_fatura}", f"aviso:{id_fatura}"):
        desistir(referencia, motivo=motivo, agora=agora)
    restabelecer_cliente(id_cliente, autor=autor, agora=agora)
