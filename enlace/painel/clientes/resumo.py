"""The first page of a customer's file: what is contracted, how it works now, what is owed, what is being done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from enlace.core.datas import dia_local
from enlace.core.dinheiro import ZERO
from enlace.financeiro.dividas import feriados_locais
from enlace.financeiro.models import Fatura
from enlace.financeiro.prazos import vencida
from enlace.financeiro.titulo import valor_no_dia
from enlace.painel.celulas import em_mega
from enlace.painel.clientes.atos_do_servico import BotoesDoServico, botoes_do_servico
from enlace.painel.clientes.consultas import Conexao, EmAndamento, conexoes, em_andamento
from enlace.servicos.models import ClienteServico, ClienteServicoPacote, DesbloqueioConfianca, Pausa, Suspensao

_CANCELADO: Final = "cancelado"
Pode = Callable[[str], bool]


@dataclass(frozen=True)
class ServicoNaFicha:
    """A service as its card shows it. `conexao`: how it is or was last connected; None where that may not be seen, or never was."""

    servico: ClienteServico
    conexao: Conexao | None
    desbloqueado_ate: date | None
    suspenso_desde: datetime | None
    pausado_ate: date | None
    pacotes: Sequence[str]
    botoes: BotoesDoServico

    @property
    def cancelado(self) -> bool:
        """Whether it is over."""
        return self.servico.status_id == _CANCELADO

    @property
    def velocidade(self) -> str:
        """Down and up, as the plan sells them: `100 / 50 Mbit/s`."""
        plano = self.servico.plano
        return f"{em_mega(plano.velocidade_download)} / {em_mega(plano.velocidade_upload)} Mbit/s"

    @property
    def deveria_conectar(self) -> bool:
        """Whether somebody who is offline here has a problem."""
        return self.servico.status_id == "servico_habilitado" and bool(self.servico.login)

    @property
    def conectado(self) -> bool:
        """Whether there is a live session."""
        return self.conexao is not None and self.conexao.aberta


@dataclass(frozen=True)
class FaturaAberta:
    """An open bill and what settles it today."""

    fatura: Fatura
    hoje: Decimal
    vencida: bool


@dataclass(frozen=True)
class Resumo:
    """All that the page shows below the top; `contratados` is None for who may not see services, `faturas` not debts."""

    contratados: Sequence[ServicoNaFicha] | None
    faturas: Sequence[FaturaAberta] | None
    andamento: Sequence[EmAndamento]
    ve_sessoes: bool

    @property
    def vivos(self) -> list[ServicoNaFicha]:
        """Services that are not cancelled."""
        return [servico for servico in self.contratados or () if not servico.cancelado]

    @property
    def cancelados(self) -> list[ServicoNaFicha]:
        """Services that are over."""
        return [servico for servico in self.contratados or () if servico.cancelado]

    @property
    def vencidas(self) -> list[FaturaAberta]:
        """Overdue bills, the oldest first."""
        return [fatura for fatura in self.faturas or () if fatura.vencida]

    @property
    def total_aberto(self) -> Decimal:
        """What settles all open bills today."""
        return sum((fatura.hoje for fatura in self.faturas or ()), ZERO)

    @property
    def atendimentos(self) -> list[EmAndamento]:
        """Open tickets."""
        return [cada for cada in self.andamento if cada.que == "atendimento"]

    @property
    def ordens(self) -> list[EmAndamento]:
        """Open orders."""
        return [cada for cada in self.andamento if cada.que == "ordem"]


def resumir(id_cliente: int, *, pode: Pode, volta: str, agora: datetime) -> Resumo:
    """Read it in five statements, fewer for who may see less: the same number for one service and for fifty."""
    ve_servicos, ve_sessoes = pode("servicos.view_clienteservico"), pode("radius.view_sessao")
    servicos = list(_servicos(id_cliente)) if ve_servicos else []
    sessoes = conexoes([servico.pk for servico in servicos]) if ve_sessoes else {}
    return Resumo(
        contratados=[_na_ficha(servico, sessoes, pode=pode, volta=volta) for servico in servicos] if ve_servicos else None,
        faturas=_abertas(id_cliente, hoje=dia_local(agora)) if pode("financeiro.view_fatura") else None,
        andamento=em_andamento(
            id_cliente, atendimentos=pode("atendimento.view_atendimento"), ordens=pode("ordens_servico.view_ordemservico")
        ),
        ve_sessoes=ve_sessoes,
    )


def _servicos(id_cliente: int) -> "QuerySet[ClienteServico]":
    """Those that work or may work again first. Never with the password."""
    em_vigor = DesbloqueioConfianca.objects.ativos().filter(cliente_servico=OuterRef("pk"))
    suspensao = Suspensao.objects.filter(cliente_servico=OuterRef("pk"), fim__isnull=True)
    pausa = Pausa.objects.abertas().filter(cliente_servico=OuterRef("pk"))
    pacotes = ClienteServicoPacote.objects.filter(cliente_servico=OuterRef("pk")).order_by("pk")
    return (
        ClienteServico.objects.filter(cliente=id_cliente)
        .select_related(
            "plano__tecnologia",
            "status",
            "endereco_instalacao__bairro__cidade",
            "interface__equipamento",
            "interface_roteamento__equipamento",
            "porta_atendimento__caixa",
            "motivo_cancelamento",
        )
        .annotate(
            em_confianca_ate=Subquery(em_vigor.values("ate")[:1]),
            suspenso_desde=Coalesce(Subquery(suspensao.values("inicio")[:1]), Subquery(pausa.values("inicio")[:1])),
            pausado_ate=Subquery(pausa.values("ate")[:1]),
            nomes_dos_pacotes=ArraySubquery(pacotes.values_list("pacote__descricao", flat=True)),
            acabou=Case(When(status=_CANCELADO, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .defer("senha")
        .order_by("acabou", "numero_plano")
    )


def _na_ficha(servico: ClienteServico, sessoes: Mapping[int, Conexao], *, pode: Pode, volta: str) -> ServicoNaFicha:
    conexao = sessoes.get(servico.pk)
    # Annotated by `_servicos`, so unknown to the model's type.
    ate: date | None = getattr(servico, "em_confianca_ate")  # noqa: B009
    return ServicoNaFicha(
        servico=servico,
        conexao=conexao,
        desbloqueado_ate=ate,
        suspenso_desde=getattr(servico, "suspenso_desde"),  # noqa: B009
        pausado_ate=getattr(servico, "pausado_ate"),  # noqa: B009
        pacotes=getattr(servico, "nomes_dos_pacotes"),  # noqa: B009
        botoes=botoes_do_servico(
            servico,
            conectado=conexao is not None and conexao.aberta,
            em_confianca=ate is not None,
            pode=pode,
            volta=volta,
        ),
    )


def _abertas(id_cliente: int, *, hoje: date) -> list[FaturaAberta]:
    """By the index `fatura_do_cliente`; local holidays shield as they do everywhere."""
    abertas = Fatura.objects.filter(cliente=id_cliente, situacao=Fatura.Situacao.AGUARDANDO).order_by("data_vencimento", "pk")
    faturas = list(abertas)
    if not faturas:
        return []
    feriados = feriados_locais(faturas[0].data_vencimento)
    return [
        FaturaAberta(
            fatura=fatura,
            hoje=valor_no_dia(fatura, hoje, feriados).total,
            vencida=vencida(fatura.data_vencimento, hoje, feriados),
        )
        for fatura in faturas
    ]
