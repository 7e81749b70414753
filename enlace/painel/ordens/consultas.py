"""What the pages of orders read."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico
from enlace.ordens_servico.procura import chaves_de
from enlace.painel.ordens.formularios import no_relogio

Status = OrdemServico.Status
# Almost all orders are over: of those the newest are listed, the others are found by their day or number.
MAIS_NOVAS: Final = 10_000
_NO_DIA: Final = (Status.PENDENTE, Status.FINALIZADO)
MAIOR_ESPERA: Final = 30
_RELACOES: Final = ("cliente_servico__cliente", "cliente_servico__endereco_instalacao__bairro__cidade", "tipo")


def com_o_que_se_mostra() -> "QuerySet[OrdemServico]":
    """Orders with customer, place, type and technicians: two reads, whatever their number."""
    escala = Prefetch("escalados", OrdemServicoTecnico.objects.select_related("usuario").order_by("usuario__nome"))
    return OrdemServico.objects.select_related(*_RELACOES).prefetch_related(escala)


def _com_o_que_a_lista_mostra() -> "QuerySet[OrdemServico]":
    """Orders with customer, place, type and the names of the technicians: one read."""
    nomes = OrdemServicoTecnico.objects.filter(ordem_servico=OuterRef("pk")).order_by().values("ordem_servico")
    return OrdemServico.objects.select_related(*_RELACOES).annotate(
        tecnicos=Subquery(nomes.values(nomes=StringAgg("usuario__nome", ", ", order_by="usuario__nome")))
    )


def do_dia(dia: date) -> "QuerySet[OrdemServico]":
    """What is planned to begin on a day, and what was, in the order of the clock (index `ordem_servico_dia`)."""
    return com_o_que_se_mostra().filter(_entre(dia, dia), status__in=_NO_DIA).order_by("data_inicio_programado", "pk")


def por_dia(primeiro: date, ultimo: date) -> Mapping[date, int]:
    """How many orders each day has (index `ordem_servico_dia`); 0 for the others."""
    dias = OrdemServico.objects.filter(_entre(primeiro, ultimo), status__in=_NO_DIA).order_by()
    contados = dias.values_list(TruncDate("data_inicio_programado")).annotate(quantas=Count("pk"))
    return Counter(dict(contados))


def dia_seguinte_com_ordens(dia: date) -> date | None:
    """The first day after `dia` for which an order is planned (index `ordem_servico_dia`)."""
    depois = OrdemServico.objects.filter(_entre(dia + timedelta(days=1), None), status__in=_NO_DIA)
    primeira = depois.order_by("data_inicio_programado").values_list("data_inicio_programado", flat=True).first()
    return None if primeira is None else datas.dia_local(primeira)


def esperando() -> list[OrdemServico]:
    """What waits for a date, the oldest first; one more than a page shows, so that it is known whether there are more."""
    a_espera = com_o_que_se_mostra().filter(status=Status.AGUARDANDO_AGENDAMENTO).order_by("data_cadastro", "pk")
    return list(a_espera[: MAIOR_ESPERA + 1])


def da_lista(pedido: Mapping[str, Any], *, agora: datetime) -> "QuerySet[OrdemServico]":
    """The orders that a filter asks for (`filtros.FiltroDeOrdens`): those of `q` wherever they are, else by the other fields."""
    linhas = _com_o_que_a_lista_mostra()
    if pedido["q"]:
        return linhas.filter(pk__in=chaves_de(pedido["q"]))
    situacao, dias = pedido["situacao"] or "abertas", _entre(pedido["de"], pedido["ate"])
    linhas = linhas.filter(_situacao(situacao, agora) & dias)
    # What is over is found by its day (index `ordem_servico_dia`, which knows nothing of the cancelled) or among the newest.
    if situacao in {"canceladas", "todas"} or (situacao == "finalizadas" and not dias):
        linhas = linhas.filter(pk__gte=mais_antiga_entre(MAIS_NOVAS))
    if pedido["tecnico"]:
        escalas = OrdemServicoTecnico.objects.filter(usuario=pedido["tecnico"]).order_by().values("ordem_servico")
        linhas = linhas.filter(pk__in=escalas)
    if pedido["tipo"]:
        linhas = linhas.filter(tipo=pedido["tipo"])
    if pedido["cidade"]:
        linhas = linhas.filter(cliente_servico__endereco_instalacao__bairro__cidade=pedido["cidade"])
    return linhas


def mais_antiga_entre(quantas: int) -> int:
    """The key of the oldest among the `quantas` newest orders; 0 where there are fewer."""
    chaves = OrdemServico.objects.order_by("-pk").values_list("pk", flat=True)
    return next(iter(chaves[quantas - 1 : quantas]), 0)


def para_a_ficha() -> "QuerySet[OrdemServico]":
    """An order with all that its page says of it."""
    return com_o_que_se_mostra().select_related(
        "cliente_servico__cliente",
        "cliente_servico__plano",
        "cliente_servico__status",
        "cliente_servico__endereco_instalacao__bairro__cidade",
        "cliente_servico__interface__equipamento",
        "cliente_servico__porta_atendimento__caixa",
        "atendimento",
        "tipo",
        "usuario_abertura",
        "usuario_fechamento",
    )


def _situacao(situacao: str, agora: datetime) -> Q:
    agendadas = Q(status=Status.PENDENTE)
    return {
        "abertas": Q(status__in=OrdemServico.ABERTAS),
        "aguardando": Q(status=Status.AGUARDANDO_AGENDAMENTO),
        "agendadas": agendadas & Q(data_inicio_executado=None),
        "execucao": agendadas & Q(data_inicio_executado__isnull=False),
        # Both, so that the index by the beginning serves: what has ended has begun before.
        "atrasadas": agendadas & Q(data_inicio_programado__lt=agora, data_termino_programado__lt=agora, data_inicio_executado=None),
        "finalizadas": Q(status=Status.FINALIZADO),
        "canceladas": Q(status=Status.CANCELADO),
        "todas": Q(),
    }[situacao]


def _entre(primeiro: date | None, ultimo: date | None) -> Q:
    """Planned to begin between two days, both whole."""
    desde = Q() if primeiro is None else Q(data_inicio_programado__gte=no_relogio(primeiro, time()))
    return desde if ultimo is None else desde & Q(data_inicio_programado__lt=no_relogio(ultimo + timedelta(days=1), time()))
