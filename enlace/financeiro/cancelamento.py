"""Cancelling a bill, and revoking the link to its PDF."""

import uuid
from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import Cobranca, Fatura
from enlace.financeiro.travamento import travar, travar_aberta


class MotivoObrigatorio(RuleRefused):
    """Somebody will ask why."""

    mensagem = "Informe o motivo do cancelamento."


def cancelar(id_fatura: int, *, motivo: str, autor: Autor, agora: datetime) -> Fatura:
    """Cancel an unpaid bill. Its lines go with it: the days of a month that it charged may be billed again.

    Credits are the customer's money and wait for the next bill again; in this one a copy of them stays.
    Refused: `MotivoObrigatorio`, `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`.
    """
    if not motivo.strip():
        raise MotivoObrigatorio
    with transaction.atomic():
        fatura = travar_aberta(id_fatura)
        antes = retrato(fatura)
        # Before the bill: the database refuses to touch the lines of a cancelled one.
        _devolver_creditos(fatura)
        Cobranca.objects.filter(fatura=fatura).update(cancelada_em=agora)
        fatura.situacao = Fatura.Situacao.CANCELADO
        fatura.data_cancelamento = agora
        fatura.motivo_cancelamento = motivo.strip()[:200]
        fatura.save(update_fields=["situacao", "data_cancelamento", "motivo_cancelamento"])
        registrar_mudanca(autor, "cancelar", fatura, antes=antes)
    return fatura


def _devolver_creditos(fatura: Fatura) -> None:
    creditos = list(Cobranca.objects.filter(fatura=fatura, tipo=Cobranca.Tipo.CREDITO).order_by("pk"))
    # The line itself leaves, because the payment that it came from names it.
    Cobranca.objects.filter(pk__in=[credito.pk for credito in creditos]).update(fatura=None)
    for copia in creditos:
        copia.pk = None
    Cobranca.objects.bulk_create(creditos)


def revogar_link(id_fatura: int, *, autor: Autor) -> Fatura:
    """Give the bill another link: the one that got into wrong hands opens nothing any more. Refused: `FaturaDesconhecida`."""
    with transaction.atomic():
        fatura = travar(id_fatura)
        fatura.token = uuid.uuid4()
        fatura.save(update_fields=["token"])
        # The tokens themselves open the bill: whoever may read the audit need not be somebody who may read bills.
        registrar(autor, "revogar_link", fatura, antes={}, depois={})
    return fatura
