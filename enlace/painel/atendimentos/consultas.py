"""What the pages of tickets read."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.atendimento.procura import chaves_de
from enlace.contas.models import Usuario
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico

# Almost all tickets are closed, and no index tells whose they were: of the closed ones the newest are listed, the others are found.
MAIS_NOVOS: Final = 10_000
_TRECHO: Final = 160
_DIAS_ATE: Final = 3


def da_lista() -> "QuerySet[Atendimento]":
    """Tickets with what a list shows of each: eight relations in one read, as many as PostgreSQL puts in order freely."""
    ultima = AtendimentoMensagem.objects.filter(atendimento=OuterRef("pk")).order_by("-pk")
    palavra = JSONObject(quem="usuario__nome", quando="data_cadastro", texto=Left("mensagem", _TRECHO))
    return Atendimento.objects.select_related(
        "cliente_servico__cliente", "cliente_servico__plano", "tipo", "status", "usuario_responsavel", "setor_responsavel"
    ).annotate(ultima_palavra=Subquery(ultima.values(dito=palavra)[:1]))


def da_fila(pedido: Mapping[str, Any], *, usuario: Usuario, agora: datetime) -> "QuerySet[Atendimento]":
    """The tickets that a filter asks for (`formularios.FiltroDaFila`): those of `q` wherever they are, else those of a queue."""
    linhas = da_lista()
    if pedido["q"]:
        return linhas.filter(pk__in=chaves_de(pedido["q"]))
    linhas = linhas.filter(_situacao(pedido["situacao"]) & _de_quem(pedido, usuario))
    if pedido["tipo"]:
        linhas = linhas.filter(tipo=pedido["tipo"])
    if pedido["idade"]:
        linhas = linhas.filter(da_idade(pedido["idade"], agora=agora))
    if pedido["prazo"]:
        linhas = linhas.filter(_prazo(pedido["prazo"], agora))
    return linhas


def da_idade(idade: str, *, agora: datetime) -> Q:
    """Opened today (`hoje`), on one of the three days before (`1a3`), or earlier (`mais3`), by the provider's calendar."""
    hoje = comeco_do_dia(agora)
    antes = comeco_do_dia(agora, dias=-_DIAS_ATE)
    return {
        "hoje": Q(data_cadastro__gte=hoje),
        "1a3": Q(data_cadastro__gte=antes, data_cadastro__lt=hoje),
        "mais3": Q(data_cadastro__lt=antes),
    }[idade]


def comeco_do_dia(instante: datetime, *, dias: int = 0) -> datetime:
    """Midnight at the provider, so many days from the day of `instante`."""
    return timezone.make_aware(datetime.combine(timezone.localdate(instante) + timedelta(days=dias), time()))


def mais_antigo_entre(quantos: int) -> int:
    """The key of the oldest among the `quantos` newest tickets; 0 where there are fewer."""
    chaves = Atendimento.objects.order_by("-pk").values_list("pk", flat=True)
    return next(iter(chaves[quantos - 1 : quantos]), 0)


def para_a_ficha() -> "QuerySet[Atendimento]":
    """A ticket with all that its page says of it, but its messages and orders."""
    return Atendimento.objects.select_related(
        "cliente_servico__cliente",
        "cliente_servico__plano",
        "cliente_servico__status",
        "tipo",
        "status",
        "origem_contato",
        "motivo_fechamento",
        "usuario_abertura",
        "usuario_fechamento",
        "usuario_responsavel",
        "setor_responsavel",
    )


def ordens_de(atendimento: Atendimento) -> "QuerySet[OrdemServico]":
    """Its orders, with who goes."""
    escala = Prefetch("escalados", OrdemServicoTecnico.objects.select_related("usuario"))
    return OrdemServico.objects.filter(atendimento=atendimento).select_related("tipo").prefetch_related(escala).order_by("pk")


def _situacao(situacao: str) -> Q:
    if situacao == "fechados":
        return Q(data_fechamento__isnull=False, pk__gte=mais_antigo_entre(MAIS_NOVOS))
    return Q(pk__gte=mais_antigo_entre(MAIS_NOVOS)) if situacao == "todos" else Q(data_fechamento=None)


def _de_quem(pedido: Mapping[str, Any], usuario: Usuario) -> Q:
    do_setor = Q(setor_responsavel=pedido["setor"]) if pedido["setor"] else Q()
    if pedido["quem"] == "meus":
        return do_setor & Q(usuario_responsavel=usuario)
    if pedido["quem"] == "todos" or (pedido["setor"] and not pedido["quem"]):
        return do_setor
    # The keys themselves, not a subquery: with them each of the two indexes of queues is asked.
    setores = list(usuario.setores.values_list("pk", flat=True))
    return do_setor & (Q(usuario_responsavel=usuario) | Q(setor_responsavel__in=setores))


def _prazo(prazo: str, agora: datetime) -> Q:
    abertos = Q(data_fechamento=None)
    if prazo == "vencido":
        return abertos & Q(data_prazo__lt=agora)
    return abertos & Q(data_prazo__gte=comeco_do_dia(agora), data_prazo__lt=comeco_do_dia(agora, dias=1))
