"""The funnel as it stands: its columns, how many are in each, and who came last."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Lower

from enlace.prospectos.models import Prospecto

Situacao = Prospecto.Situacao

# What is over is shown as long as it says how the last weeks went.
RECENTES: Final = timedelta(days=30)
_ENCERRADAS: Final = (Situacao.CONVERTIDO, Situacao.PERDIDO)
# Beyond these a column says "more than": counting a whole table would cost more than the number is worth.
MAIS_CONTADOS: Final = 500
_MOSTRADOS: Final = 15
# With a filter, so many of each column are looked at, those who came last.
_OLHADOS: Final = 5000


@dataclass(frozen=True, kw_only=True)
class FiltroDoFunil:
    """Which prospects: by the keys of a seller, a city, a plan, and by the door (`PAINEL`, `API`)."""

    vendedor: int | None = None
    cidade: int | None = None
    plano: int | None = None
    origem: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.vendedor or self.cidade or self.plano or self.origem)


@dataclass(frozen=True)
class ColunaDoFunil:
    """A column: how many are in it (`MAIS_CONTADOS` and perhaps more), and those who came last."""

    situacao: Situacao
    quantos: int
    prospectos: list[Prospecto] = field(default_factory=list)

    @property
    def ha_mais(self) -> bool:
        """Whether there are more than were counted."""
        return self.quantos > MAIS_CONTADOS


def funil(filtro: FiltroDoFunil, *, agora: datetime) -> list[ColunaDoFunil]:
    """The columns of the funnel, in two statements; of what is over, the last 30 days."""
    partes = [_chaves(situacao, filtro, agora) for situacao in Situacao]
    achadas: dict[str, list[int]] = {situacao: [] for situacao in Situacao}
    for situacao, chave in partes[0].union(*partes[1:], all=True):
        achadas[situacao].append(chave)
    mostradas = [chave for chaves in achadas.values() for chave in chaves[:_MOSTRADOS]]
    linhas = com_ligados(Prospecto.objects.filter(pk__in=mostradas)).in_bulk()
    return [ColunaDoFunil(s, len(achadas[s]), [linhas[chave] for chave in achadas[s][:_MOSTRADOS]]) for s in Situacao]


def filtrados(linhas: "QuerySet[Prospecto]", filtro: FiltroDoFunil) -> "QuerySet[Prospecto]":
    """Those that a filter means (indexes `prospecto_vendedor`, `prospecto_origem`, of the plan offered and of the address)."""
    if filtro.vendedor:
        linhas = linhas.filter(vendedor=filtro.vendedor)
    if filtro.cidade:
        linhas = linhas.filter(endereco__bairro__cidade=filtro.cidade)
    if filtro.plano:
        linhas = linhas.filter(servico__plano=filtro.plano)
    if filtro.origem:
        linhas = linhas.alias(porta=Lower("origem")).filter(porta=filtro.origem.lower())
    return linhas


def com_ligados(linhas: "QuerySet[Prospecto]") -> "QuerySet[Prospecto]":
    """With what a card or a row of a list shows of each."""
    return linhas.select_related("servico__plano", "endereco__bairro__cidade", "vendedor", "cliente")


def _chaves(situacao: Situacao, filtro: FiltroDoFunil, agora: datetime) -> "QuerySet[Prospecto, tuple[str, int]]":
    """The keys in a column, who came last first (index `prospecto_funil`)."""
    linhas = Prospecto.objects.filter(situacao=situacao)
    if situacao in _ENCERRADAS:
        linhas = linhas.filter(etapa_desde__gte=agora - RECENTES)
    if filtro:
        olhados = linhas.order_by("-etapa_desde", "-pk").values("pk")[:_OLHADOS]
        linhas = filtrados(Prospecto.objects.filter(pk__in=olhados), filtro)
    return linhas.order_by("-etapa_desde", "-pk").values_list("situacao", "pk")[: MAIS_CONTADOS + 1]
