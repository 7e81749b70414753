"""Pages to be read of what runs by itself and of what went to a bank and came back."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import Inline, PaginadorDeTabelaGrande, SomenteLeitura, codigo_digitado
from enlace.financeiro.admin.colunas import codigo_do_servico, numero_da_fatura
from enlace.financeiro.models import (
    ArquivoRemessa,
    ArquivoRetorno,
    DecisaoInadimplencia,
    Faturamento,
    FaturamentoOcorrencia,
    RemessaItem,
    RetornoOcorrencia,
)


class _PorFatura(SomenteLeitura[Any]):
    """Rows of a bill, found by its number."""

    paginator = PaginadorDeTabelaGrande
    sortable_by = ()
    search_fields = ("fatura__id_fatura__exact",)
    search_help_text = _("Número da fatura")

    def procurar(self, linhas: "models.QuerySet[Any]", termo: str) -> "models.QuerySet[Any]":
        """Those of one bill."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(fatura=codigo)


class Ocorrencias(Inline[FaturamentoOcorrencia, Faturamento]):
    """Who could not be billed, and why."""

    model = FaturamentoOcorrencia
    fields = ("cliente", "motivo")
    readonly_fields = fields
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[FaturamentoOcorrencia]":
        """With the names of the customers."""
        return super().get_queryset(request).select_related("cliente")

    def has_view_permission(self, request: HttpRequest, obj: Faturamento | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Who may read the run may read this."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Faturamento | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Faturamento | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False


@admin.register(Faturamento)
class FaturamentoAdmin(SomenteLeitura[Faturamento]):
    """The monthly runs."""

    list_display = ("id_faturamento", "data_vencimento", "iniciado_em", "terminado_em", "clientes", "faturas", "valor", "usuario")
    sortable_by = ("id_faturamento",)
    relacionados = ("usuario",)
    inlines = (Ocorrencias,)


@admin.register(DecisaoInadimplencia)
class DecisaoInadimplenciaAdmin(SomenteLeitura[DecisaoInadimplencia]):
    """Decisions taken, found by the service's code."""

    list_display = ("id_decisao_inadimplencia", codigo_do_servico, "dia", "acao", "motivo", "artigo")
    sortable_by = ()
    search_fields = ("cliente_servico__id_cliente_servico__exact",)
    search_help_text = _("Código do serviço")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente_servico__plano", "regra")

    def procurar(self, linhas: "models.QuerySet[DecisaoInadimplencia]", termo: str) -> "models.QuerySet[DecisaoInadimplencia]":
        """Those about one service."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(cliente_servico=codigo)


@admin.register(ArquivoRemessa)
class ArquivoRemessaAdmin(SomenteLeitura[ArquivoRemessa]):
    """Files for the banks. The list leaves the files themselves in the table."""

    list_display = ("id_remessa", "conta", "numero_sequencial", "gerado_em")
    list_filter = ("conta",)
    sortable_by = ("id_remessa",)
    relacionados = ("conta",)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[ArquivoRemessa]":
        """Without what is in the file, until a page shows it."""
        return super().get_queryset(request).defer("conteudo")


@admin.register(RemessaItem)
class RemessaItemAdmin(_PorFatura):
    """What was asked of a bank about a bill."""

    list_display = ("id_remessa_item", numero_da_fatura, "movimento", "remessa")
    ordering = ("-id_remessa_item",)
    relacionados = ("remessa__conta",)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        """Without the files."""
        return super().get_queryset(request).defer("remessa__conteudo")


@admin.register(ArquivoRetorno)
class ArquivoRetornoAdmin(SomenteLeitura[ArquivoRetorno]):
    """Files from the banks."""

    list_display = ("id_retorno", "nome", "conta", "numero_sequencial", "gerado_em", "recebido_em", "usuario")
    list_filter = ("conta",)
    sortable_by = ("id_retorno",)
    relacionados = ("conta", "usuario")


@admin.register(RetornoOcorrencia)
class RetornoOcorrenciaAdmin(_PorFatura):
    """What a bank said of a title, and what was done."""

    list_display = (
        "id_retorno_ocorrencia",
        "retorno",
        "linha",
        numero_da_fatura,
        "movimento",
        "valor_pago",
        "resultado",
        "observacao",
    )
    ordering = ("-id_retorno_ocorrencia",)
    relacionados = ("retorno",)
