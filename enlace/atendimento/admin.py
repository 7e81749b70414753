"""Pages of tickets, to be read, and of what classifies them.

Tickets are opened, forwarded and closed by verbs (their daily screens, the API); here they are found and looked at.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import (
    Atendimento,
    AtendimentoMensagem,
    AtendimentoStatus,
    MotivoFechamento,
    OrigemContato,
    TipoAtendimento,
)
from enlace.atendimento.procura import chaves_de
from enlace.contas.models import Setor, Usuario
from enlace.core import datas
from enlace.core.admin import (
    ClassificacaoAdmin,
    Inline,
    PaginadorDeTabelaGrande,
    PainelModelAdmin,
    SomenteLeitura,
    codigo_digitado,
    json_legivel,
)


@admin.register(TipoAtendimento)
class TipoAtendimentoAdmin(ClassificacaoAdmin[TipoAtendimento]):
    """What tickets are about; a limit that changes is for the tickets to come."""

    list_display = ("descricao", "prazo_minutos", "prefixo", "ativo")
    fields = ("descricao", "prazo_minutos", "ativo")


@admin.register(AtendimentoStatus)
class AtendimentoStatusAdmin(ClassificacaoAdmin[AtendimentoStatus]):
    """How far a ticket is."""


@admin.register(MotivoFechamento)
class MotivoFechamentoAdmin(ClassificacaoAdmin[MotivoFechamento]):
    """Why tickets are closed."""


@admin.register(OrigemContato)
class OrigemContatoAdmin(PainelModelAdmin[OrigemContato]):
    """How people reach the provider."""

    list_display = ("descricao", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)


class FiltroDeAndamento(admin.SimpleListFilter):
    """Open, overdue or closed. What is open has an index of its own (`atendimento_abertos`); almost everything is closed."""

    title = _("andamento")
    parameter_name = "andamento"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """The three."""
        return [("abertos", _("Abertos")), ("atrasados", _("Atrasados")), ("fechados", _("Fechados"))]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The tickets of the chosen one."""
        if self.value() == "fechados":
            return queryset.filter(data_fechamento__isnull=False)
        if self.value() == "atrasados":
            return queryset.filter(data_fechamento=None, data_prazo__lt=datas.agora())
        return queryset.filter(data_fechamento=None) if self.value() == "abertos" else queryset


class _FiltroDeFila(admin.SimpleListFilter):
    """The open tickets of one who is responsible: what was closed long ago is in nobody's queue, and in no index of queues."""

    responsavel: str

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The queue; nothing for what is not a number."""
        if self.value() is None:
            return queryset
        codigo = codigo_digitado(self.value() or "")
        return queryset.none() if codigo is None else queryset.filter(data_fechamento=None, **{self.responsavel: codigo})


class FilaDaPessoa(_FiltroDeFila):
    """One person's queue (index `atendimento_fila_da_pessoa`)."""

    title = _("fila da pessoa (abertos)")
    parameter_name = "pessoa"
    responsavel = "usuario_responsavel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401, ARG002 - Django's own signature
        """The people who may have one, and those who left and still do: their tickets wait for somebody to take them over."""
        abertos = Atendimento.objects.filter(usuario_responsavel=OuterRef("pk"), data_fechamento=None)
        pessoas = Usuario.objects.filter(Q(is_active=True) | Exists(abertos)).order_by("nome")
        return [(str(pessoa.pk), pessoa.nome if pessoa.is_active else f"{pessoa.nome} {_('(inativo)')}") for pessoa in pessoas]


class FilaDoSetor(_FiltroDeFila):
    """One department's queue (index `atendimento_fila_do_setor`)."""

    title = _("fila do setor (abertos)")
    parameter_name = "setor"
    responsavel = "setor_responsavel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401, ARG002 - Django's own signature
        """All departments: one that is not used any more may have old tickets."""
        return [(str(setor.pk), setor.descricao) for setor in Setor.objects.all()]


class MensagensDoAtendimento(Inline[AtendimentoMensagem, Atendimento]):
    """What was said and what happened, in its order."""

    model = AtendimentoMensagem
    fields = ("data_cadastro", "tipo", "usuario", "mensagem")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[AtendimentoMensagem]":
        """With the names of those who wrote."""
        return super().get_queryset(request).select_related("usuario")

    def has_view_permission(self, request: HttpRequest, obj: Atendimento | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Who may read the ticket may read it whole."""
        return True


@admin.register(Atendimento)
class AtendimentoAdmin(SomenteLeitura[Atendimento]):
    """Up to millions: found by protocol or by the customer's code, each by its index."""

    list_display = (
        "protocolo",
        "cliente",
        "tipo",
        "status",
        "responsavel",
        "data_cadastro",
        "data_prazo",
        "data_fechamento",
    )
    list_filter = (FiltroDeAndamento, FilaDaPessoa, FilaDoSetor, "tipo", "status")
    sortable_by = ("protocolo",)
    search_fields = ("protocolo__exact",)
    search_help_text = _("Protocolo ou código do cliente")
    paginator = PaginadorDeTabelaGrande
    # What the list shows, and no more: beyond eight relations PostgreSQL joins all tickets first and searches them afterwards.
    relacionados = ("cliente_servico__cliente", "tipo", "status", "usuario_responsavel", "setor_responsavel")
    inlines = (MensagensDoAtendimento,)
    readonly_fields = ("cliente", "mostrar_parametros")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("protocolo", "id_atendimento"),
                    ("cliente", "cliente_servico"),
                    ("tipo", "status", "origem_contato"),
                    "descricao_abertura",
                    ("data_cadastro", "usuario_abertura", "ip_cadastro"),
                )
            },
        ),
        (_("De quem é a vez"), {"fields": (("usuario_responsavel", "setor_responsavel", "data_prazo"),)}),
        (_("Quem pediu"), {"fields": (("nome_contato", "telefone_contato", "email_contato"),)}),
        (
            _("Como terminou"),
            {
                "fields": (
                    ("data_fechamento", "usuario_fechamento"),
                    ("status_fechamento", "motivo_fechamento"),
                    "descricao_fechamento",
                    "resultado_diagnostico",
                    ("avaliacao", "comentario_avaliacao"),
                )
            },
        ),
        (_("Outros sistemas"), {"fields": ("mostrar_parametros", ("rascunho", "push_notification_enviado", "deleted_at"))}),
    )

    @admin.display(description=_("cliente"))
    def cliente(self, atendimento: Atendimento) -> str:
        """Whose service it is about."""
        return str(atendimento.cliente_servico.cliente)

    @admin.display(description=_("responsável"))
    def responsavel(self, atendimento: Atendimento) -> str:
        """The person or the department whose turn it is."""
        return str(atendimento.usuario_responsavel or atendimento.setor_responsavel)

    @admin.display(description=_("parâmetros"))
    def mostrar_parametros(self, atendimento: Atendimento) -> SafeString | str:
        """What other programs keep here; never ours, so never trusted."""
        return json_legivel(atendimento.parametros)

    def procurar(self, linhas: "models.QuerySet[Atendimento]", termo: str) -> "models.QuerySet[Atendimento]":
        """The ticket with this protocol and those of the customer with this code, the newest of them."""
        return linhas.filter(pk__in=chaves_de(termo))
