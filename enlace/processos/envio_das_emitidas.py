"""Bills that are due soon go to their customers by e-mail, without anybody asking, each once.

Steps, for each bill that is due within the days of the rules in force and was not sent: 1. its e-mail with the PDF is written; 2.
in one transaction the messages are queued and the bill is marked as sent. Killed between two bills the next call goes on; killed
within one, neither happened. A customer without e-mail is marked as well: who changes that sends the bill by hand.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import Fatura
from enlace.financeiro.travamento import FaturaCancelada, FaturaQuitada
from enlace.mensagens.vias import SemServidorDeEmail
from enlace.processos.dia import Dia
from enlace.processos.envio_de_fatura import SemDestinatario, por_email
from enlace.processos.textos import base_publica

_AUTOR: Final = Autor(porta=Registro.Porta.JOB, id_usuario=None)
_LOTE: Final = 500
_log = logging.getLogger(__name__)


def enviar_emitidas(*, agora: Callable[[], datetime]) -> int:
    """Send what is to be sent today; how many bills were. Takes the clock, because a hundred thousand PDFs take a while.

    Ends when there is no e-mail server: nothing is marked, the next call tries again.
    """
    base = base_publica(Provedor.atual())
    enviadas = 0
    for id_fatura in _por_enviar(agora()):
        try:
            enviadas += _enviar(id_fatura, base=base, agora=agora())
        except SemServidorDeEmail as recusa:
            _log.warning("Envio de faturas: parado por agora. %s", recusa)
            break
    return enviadas


def _por_enviar(agora: datetime) -> Iterator[int]:
    """The bills, by due date, a batch at a time (index `fatura_por_enviar`)."""
    dia = Dia.de(agora)
    if dia.regra.enviar_dias_antes is None:
        return
    proximas = Fatura.objects.filter(
        situacao=Fatura.Situacao.AGUARDANDO,
        enviada_em__isnull=True,
        data_vencimento__gte=dia.hoje,
        data_vencimento__lte=dia.hoje + timedelta(days=dia.regra.enviar_dias_antes),
    ).order_by("data_vencimento", "pk")
    ultima = 0
    vencimento = dia.hoje
    while lote := list(
        proximas.filter(data_vencimento__gte=vencimento).exclude(data_vencimento=vencimento, pk__lte=ultima)[:_LOTE]
    ):
        for fatura in lote:
            yield fatura.pk
        vencimento, ultima = lote[-1].data_vencimento, lote[-1].pk


def _enviar(id_fatura: int, *, base: str, agora: datetime) -> int:
    try:
        envio = por_email(id_fatura, (), agora=agora, base=base, requisicao=f"emissao:{id_fatura}")
    except SemDestinatario:
        return _marcar(id_fatura, agora, 0)
    except (FaturaQuitada, FaturaCancelada):
        return 0
    try:
        with transaction.atomic():
            envio.enviar(autor=_AUTOR, agora=agora)
            return _marcar(id_fatura, agora, 1)
    except RuleRefused as recusa:
        # Paid or cancelled between the two.
        _log.info("Fatura %s não enviada: %s", id_fatura, recusa)
        return 0


def _marcar(id_fatura: int, agora: datetime, quantas: int) -> int:
    marcadas = Fatura.objects.filter(pk=id_fatura, situacao=Fatura.Situacao.AGUARDANDO, enviada_em__isnull=True)
    return quantas if marcadas.update(enviada_em=agora) else 0
