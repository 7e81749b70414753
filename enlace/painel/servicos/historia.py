"""What became of a service's state, as a line of time: suspensions, pauses, trust unblocks, and what they rested on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from enlace.financeiro.models import DecisaoInadimplencia
from enlace.painel.celulas import dia
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Pausa, Suspensao

# Of each kind, the newest.
_DE_CADA: Final = 10


@dataclass(frozen=True)
class Momento:
    """Something that happened, and a word more about it."""

    quando: datetime
    que: str
    detalhe: str = ""


def historia(servico: ClienteServico, desbloqueios: list[DesbloqueioConfianca], *, com_decisoes: bool) -> list[Momento]:
    """The newest first. `com_decisoes`: also why services were suspended, put off or restored, which says what is owed."""
    momentos = [
        *_da_vida(servico),
        *_das_suspensoes(servico),
        *_das_pausas(servico),
        *_dos_desbloqueios(desbloqueios),
        *(_das_decisoes(servico) if com_decisoes else ()),
    ]
    return sorted(momentos, key=lambda momento: momento.quando, reverse=True)


def desbloqueios_de(servico: ClienteServico) -> list[DesbloqueioConfianca]:
    """The trust unblocks, the newest first."""
    return list(DesbloqueioConfianca.objects.filter(cliente_servico=servico).order_by("-pedido_em")[:_DE_CADA])


def _da_vida(servico: ClienteServico) -> Iterator[Momento]:
    yield Momento(servico.data_venda, _("Vendido"), str(servico.vendedor) if servico.vendedor else "")
    if servico.data_habilitacao:
        yield Momento(servico.data_habilitacao, _("Habilitado pela primeira vez"))
    if servico.data_cancelamento:
        motivo = servico.motivo_cancelamento
        yield Momento(servico.data_cancelamento, _("Cancelado"), str(motivo) if motivo else "")


def _das_suspensoes(servico: ClienteServico) -> Iterator[Momento]:
    for suspensao in Suspensao.objects.filter(cliente_servico=servico).order_by("-inicio")[:_DE_CADA]:
        yield Momento(suspensao.inicio, _("Suspenso por débito"))
        if suspensao.fim:
            yield Momento(suspensao.fim, _("Fim da suspensão por débito"))


def _das_pausas(servico: ClienteServico) -> Iterator[Momento]:
    for pausa in Pausa.objects.filter(cliente_servico=servico).order_by("-inicio")[:_DE_CADA]:
        yield Momento(pausa.inicio, _("Suspenso a pedido do cliente"), _("Até o fim de %s.") % dia(pausa.ate))
        if pausa.fim:
            yield Momento(pausa.fim, _("Fim da suspensão a pedido"))


def _dos_desbloqueios(desbloqueios: list[DesbloqueioConfianca]) -> Iterator[Momento]:
    for desbloqueio in desbloqueios:
        yield Momento(desbloqueio.pedido_em, _("Desbloqueado em confiança"), _("Até o fim de %s.") % dia(desbloqueio.ate))
        if desbloqueio.encerrado_em:
            yield Momento(desbloqueio.encerrado_em, _("Fim do desbloqueio em confiança"), f"{desbloqueio.get_situacao_display()}.")


def _das_decisoes(servico: ClienteServico) -> Iterator[Momento]:
    for decisao in DecisaoInadimplencia.objects.filter(cliente_servico=servico).order_by("-quando")[:_DE_CADA]:
        yield Momento(decisao.quando, _("Decisão da cobrança: %s") % decisao.get_acao_display().lower(), decisao.motivo)
