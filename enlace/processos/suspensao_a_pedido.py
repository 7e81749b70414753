"""A customer asks for a pause: the service stands still, costs nothing meanwhile, and comes back by itself.

The consumers' regulation gives it to whoever owes nothing, once in twelve months, for thirty to a hundred and twenty days (RGC,
Anatel; its articles are not cited by number, because its text was not at hand to check them).

`suspender_a_pedido`, in one transaction: 1. the customer is locked, as for a payment; 2. what the regulation asks for; 3. the pause
is kept with its last day and the service stands still; 4. its live sessions follow (`radius/reconexao.py`). Who comes back earlier
is enabled by a person (`habilitacao.py`), at any time.

`retomar_vencidas`, by the clock once the last day is over, each in a transaction of its own and safe to repeat: the service works
again. No bill is issued during the pause, and none of its days is charged: those that a bill had charged before are taken off the
next one (`financeiro/leitura_do_lote`).
"""

import logging
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.core.datas import dia_local, meses_depois
from enlace.core.errors import RuleRefused
from enlace.financeiro.dividas import feriados_locais
from enlace.financeiro.models import Fatura
from enlace.financeiro.prazos import vencida
from enlace.processos.travamento import travar_servico
from enlace.radius import reconexao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Pausa
from enlace.servicos.situacao import A_PEDIDO, habilitar
from enlace.servicos.situacao import suspender_a_pedido as pausar

MENOR_PAUSA: Final = 30
MAIOR_PAUSA: Final = 120
_MESES_ENTRE_PEDIDOS: Final = 12
# A bill older than any of these is overdue whatever the holidays.
_HA_FERIADOS: Final = timedelta(days=30)
_log = logging.getLogger(__name__)


class PausaNaoCabe(RuleRefused):
    """A suspension at the customer's request that the regulation does not give; each rule has its own class."""


class DiasForaDaPausa(PausaNaoCabe):
    """Fewer or more days than the regulation gives."""

    mensagem = f"A suspensão a pedido do cliente vai de {MENOR_PAUSA} a {MAIOR_PAUSA} dias."


class ClienteEmDebito(PausaNaoCabe):
    """It is for who owes nothing."""

    def __init__(self, vencimento: date) -> None:
        super().__init__(f"A suspensão a pedido é para quem está em dia, e há fatura vencida em {vencimento:%d/%m/%Y}.")


class EmConfianca(PausaNaoCabe):
    """Who works on trust owes something."""

    mensagem = "O serviço está desbloqueado em confiança: resolva o débito antes de suspendê-lo a pedido."


class PausaJaUsada(PausaNaoCabe):
    """Once in twelve months."""

    def __init__(self, anterior: Pausa) -> None:
        libera = liberada_em(anterior)
        super().__init__(
            f"A suspensão a pedido é uma vez a cada {_MESES_ENTRE_PEDIDOS} meses: a última começou em "
            f"{dia_local(anterior.inicio):%d/%m/%Y}, a próxima é possível a partir de {libera:%d/%m/%Y}."
        )


def suspender_a_pedido(id_servico: int, *, dias: int, autor: Autor, agora: datetime) -> Pausa:
    """Let a service stand still to the end of the day that comes `dias` after today.

    Refused: `ServicoInexistente`, each `PausaNaoCabe`, `PausaRecusada` (it does not work now).
    """
    if not MENOR_PAUSA <= dias <= MAIOR_PAUSA:
        raise DiasForaDaPausa
    with transaction.atomic():
        servico = travar_servico(id_servico)
        conferir(servico, hoje=dia_local(agora))
        antes = retrato(servico)
        pausa = pausar(servico=servico, ate=dia_local(agora) + timedelta(days=dias), agora=agora)
        registrar_inclusao(autor, "suspender_a_pedido", pausa)
        registrar_mudanca(autor, "suspender_a_pedido", servico, antes=antes)
        reconexao.pedir(servico.pk)
    return pausa


def conferir(servico: ClienteServico, *, hoje: date) -> None:
    """What the regulation asks of the customer; whether the service works, its verb says. Refused: each `PausaNaoCabe`."""
    anterior = ultima_pausa(servico)
    if anterior is not None and hoje < liberada_em(anterior):
        raise PausaJaUsada(anterior)
    if DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico).exists():
        raise EmConfianca
    if vencimento := _vencida_mais_antiga(servico.cliente_id, hoje):
        raise ClienteEmDebito(vencimento)


def ultima_pausa(servico: ClienteServico) -> Pausa | None:
    """The one that began last."""
    return Pausa.objects.filter(cliente_servico=servico).order_by("-inicio").first()


def liberada_em(anterior: Pausa) -> date:
    """The first day on which the next one may begin."""
    return meses_depois(dia_local(anterior.inicio), _MESES_ENTRE_PEDIDOS)


def retomar_vencidas(*, autor: Autor, agora: datetime) -> int:
    """Let every service whose pause is over work again; how many were."""
    hoje = dia_local(agora)
    servicos = Pausa.objects.vencidas(em=hoje).order_by("pk").values_list("cliente_servico_id", flat=True)
    return sum(_retomar_ou_anotar(chave, autor=autor, agora=agora) for chave in list(servicos))


def _vencida_mais_antiga(id_cliente: int, hoje: date) -> date | None:
    abertas = Fatura.objects.filter(cliente=id_cliente, situacao=Fatura.Situacao.AGUARDANDO, valor__gt=0, data_vencimento__lt=hoje)
    vencimentos = abertas.order_by("data_vencimento").values_list("data_vencimento", flat=True)
    feriados = feriados_locais(hoje - _HA_FERIADOS)
    return next((dia for dia in vencimentos if vencida(dia, hoje, feriados)), None)


def _retomar_ou_anotar(id_servico: int, *, autor: Autor, agora: datetime) -> int:
    """What is wrong with one service stops no other."""
    try:
        with transaction.atomic():
            return _retomar(id_servico, autor=autor, agora=agora)
    except RuleRefused as recusa:
        _log.warning("Fim da suspensão a pedido do serviço %s: %s", id_servico, recusa)
        return 0


def _retomar(id_servico: int, *, autor: Autor, agora: datetime) -> int:
    servico = travar_servico(id_servico)
    # Read after the lock: a person may have enabled it meanwhile.
    pausa = Pausa.objects.vencidas(em=dia_local(agora)).filter(cliente_servico=servico).first()
    if pausa is None:
        return 0
    if servico.status_id != A_PEDIDO:
        # Changed by a road that knows nothing of pauses: it stays as it is.
        pausa.fim = max(pausa.inicio, agora)
        pausa.save(update_fields=["fim"])
        return 0
    antes = retrato(servico)
    habilitar(servico=servico, agora=agora)
    registrar_mudanca(autor, "retomar", servico, antes=antes)
    reconexao.pedir(servico.pk)
    return 1
