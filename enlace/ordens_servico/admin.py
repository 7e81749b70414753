"""Pages of service orders, to be read, and of their types."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.core.admin import ClassificacaoAdmin, Inline, PaginadorDeTabelaGrande, SomenteLeitura, codigo_digitado
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico, TipoOrdemServico
from enlace.ordens_servico.procura import chaves_de


@admin.register(TipoOrdemServico)
class TipoOrdemServicoAdmin(ClassificacaoAdmin[TipoOrdemServico]):
    """Kinds of work."""


class FiltroDeAndamento(admin.SimpleListFilter):
    """Where an order is. The open ones have an index (`ordem_servico_agenda`); what is over is almost everything."""

    title = _("andamento")
    parameter_name = "andamento"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """The two open states, and the two others as one."""
        return [
            (OrdemServico.Status.AGUARDANDO_AGENDAMENTO, _("Aguardando agendamento")),
            (OrdemServico.Status.PENDENTE, _("Agendadas")),
            ("encerradas", _("Encerradas")),
        ]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The orders of the chosen one."""
        if self.value() == "encerradas":
            return queryset.exclude(status__in=OrdemServico.ABERTAS)
        return queryset.filter(status=self.value()) if self.value() in OrdemServico.ABERTAS else queryset


class FiltroDeAgenda(admin.SimpleListFilter):
    """What is scheduled and not over, by day (index `ordem_servico_agenda`)."""

    title = _("agenda")
    parameter_name = "agenda"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """From yesterday's leftovers to the week."""
        return [("atrasadas", _("Atrasadas")), ("hoje", _("Hoje")), ("amanha", _("Amanhã")), ("semana", _("Próximos 7 dias"))]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The orders of the chosen days, on the provider's clocks."""
        agora = datas.agora()
        agendadas = queryset.filter(status=OrdemServico.Status.PENDENTE)
        if self.value() == "atrasadas":
            return agendadas.filter(data_inicio_programado__lt=agora, data_termino_programado__lt=agora)
        dias = {"hoje": (0, 1), "amanha": (1, 2), "semana": (0, 7)}.get(self.value() or "")
        if dias is None:
            return queryset
        primeiro, fim = (_comeco_do_dia(agora, mais=dia) for dia in dias)
        return agendadas.filter(data_inicio_programado__gte=primeiro, data_inicio_programado__lt=fim)


class FiltroDeTecnico(admin.SimpleListFilter):
    """The orders of a technician, by the index of `tecnico_em_um_lugar_por_vez`."""

    title = _("técnico")
    parameter_name = "tecnico"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401, ARG002 - Django's own signature
        """Those who may be sent."""
        return [(str(tecnico.pk), tecnico.nome) for tecnico in Usuario.objects.filter(tecnico=True).order_by("nome")]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """His orders; nothing for what is not a number."""
        if self.value() is None:
            return queryset
        codigo = codigo_digitado(self.value() or "")
        escalas = OrdemServicoTecnico.objects.filter(usuario=codigo).order_by().values("ordem_servico")
        return queryset.none() if codigo is None else queryset.filter(pk__in=escalas)


class TecnicosDaOrdem(Inline[OrdemServicoTecnico, OrdemServico]):
    """Who is sent."""

    model = OrdemServicoTecnico
    fields = ("usuario",)
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[OrdemServicoTecnico]":
        """With their names."""
        return super().get_queryset(request).select_related("usuario")

    def has_view_permission(self, request: HttpRequest, obj: OrdemServico | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Who may read the order may read it whole."""
        return True


@admin.register(OrdemServico)
class OrdemServicoAdmin(SomenteLeitura[OrdemServico]):
    """Up to millions: found by number, by the ticket's protocol or by the customer's code, each by its index."""

    list_display = (
        "numero_ordem_servico",
        "cliente",
        "tipo",
        "status",
        "tecnicos",
        "data_cadastro",
        "data_inicio_programado",
        "data_termino_executado",
    )
    list_filter = (FiltroDeAndamento, FiltroDeAgenda, FiltroDeTecnico)
    sortable_by = ("numero_ordem_servico",)
    search_fields = ("numero_ordem_servico__exact",)
    search_help_text = _("Número da OS, protocolo do atendimento ou código do cliente")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente_servico__cliente", "tipo")
    inlines = (TecnicosDaOrdem,)
    readonly_fields = ("cliente",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("numero_ordem_servico", "id_ordem_servico"),
                    ("cliente", "cliente_servico"),
                    ("tipo", "status", "atendimento"),
                    "descricao_abertura",
                    "descricao_servico",
                    ("data_cadastro", "usuario_abertura"),
                )
            },
        ),
        (_("Agenda"), {"fields": (("data_inicio_programado", "data_termino_programado"),)}),
        (
            _("Execução"),
            {
                "fields": (
                    ("data_inicio_executado", "data_termino_executado"),
                    ("usuario_fechamento", "status_fechamento"),
                    "descricao_fechamento",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[OrdemServico]":
        """With the technicians of all rows of a page in one more read."""
        return super().get_queryset(request).prefetch_related("escalados__usuario")

    @admin.display(description=_("cliente"))
    def cliente(self, ordem: OrdemServico) -> str:
        """Whose service it is about."""
        return str(ordem.cliente_servico.cliente)

    @admin.display(description=_("técnicos"))
    def tecnicos(self, ordem: OrdemServico) -> str:
        """Who is sent."""
        return ", ".join(str(escalado.usuario) for escalado in ordem.escalados.all()) or self.get_empty_value_display()

    def procurar(self, linhas: "models.QuerySet[OrdemServico]", termo: str) -> "models.QuerySet[OrdemServico]":
        """The order with this number, those of the ticket with this protocol, those of the customer with this code."""
        return linhas.filter(pk__in=chaves_de(termo))


def _comeco_do_dia(agora: datetime, *, mais: int) -> datetime:
    """Midnight on the provider's clocks, so many days from today."""
    return timezone.make_aware(datetime.combine(timezone.localdate(agora) + timedelta(days=mais), time()))
