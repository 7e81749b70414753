"""Pages of business units, and of prospects to be looked at."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import Inline, PaginadorDeTabelaGrande, PainelModelAdmin, SomenteLeitura
from enlace.core.dinheiro import em_reais
from enlace.prospectos.models import FaixaDeCep, Prospecto, ProspectoServico, UnidadeNegocio
from enlace.prospectos.procura import procurar_prospectos


class FaixasDaUnidade(Inline[FaixaDeCep, UnidadeNegocio]):
    """The CEPs that the unit serves whatever their city."""

    model = FaixaDeCep
    fields = ("inicio", "fim")


@admin.register(UnidadeNegocio)
class UnidadeNegocioAdmin(PainelModelAdmin[UnidadeNegocio]):
    """What is offered where to who is not a customer yet."""

    list_display = ("nome", "ativa")
    list_filter = ("ativa",)
    search_fields = ("nome",)
    autocomplete_fields = ("cidades", "planos")
    inlines = (FaixasDaUnidade,)
    fieldsets = ((None, {"fields": (("nome", "ativa"), "cidades", "planos")}),)


@admin.register(Prospecto)
class ProspectoAdmin(SomenteLeitura[Prospecto]):
    """Who asked for a plan: found by code, CPF/CNPJ, telephone or part of the name, each by its index."""

    list_display = ("id_prospecto", "nome_razaosocial", "telefone", "oferta", "origem", "situacao", "created_at")
    list_display_links = ("id_prospecto", "nome_razaosocial")
    list_filter = ("tipo_pessoa", "etapa", ("cliente", admin.EmptyFieldListFilter))
    sortable_by = ("id_prospecto",)
    search_fields = ("nome_razaosocial",)
    search_help_text = _("Código, CPF/CNPJ, telefone ou parte do nome")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente", "servico__plano", "endereco__bairro__cidade", "usuario", "vendedor")
    fieldsets = (
        (None, {"fields": (("id_prospecto", "cliente"), ("nome_razaosocial", "tipo_pessoa"), ("cpf_cnpj", "data_nascimento"))}),
        (_("Pedido"), {"fields": ("oferta", "endereco", "observacao")}),
        (_("Funil"), {"fields": (("etapa", "etapa_desde"), "motivo_perda")}),
        (_("Contato"), {"fields": (("telefone", "telefone_secundario"), "email")}),
        (_("Documentos"), {"fields": (("rg", "rg_emissor"),)}),
        (
            _("Cadastro"),
            {"fields": (("origem", "id_externo"), ("usuario", "vendedor"), ("created_at", "updated_at"))},
        ),
    )
    readonly_fields = ("oferta",)

    @admin.display(description=_("plano ofertado"))
    def oferta(self, prospecto: Prospecto) -> str:
        """The plan and what it was offered for; a prospect brought from elsewhere may have none."""
        ofertado: ProspectoServico | None = getattr(prospecto, "servico", None)
        if ofertado is None:
            return ""
        return f"{ofertado.plano} - {em_reais(ofertado.valor)}"

    def procurar(self, linhas: "models.QuerySet[Prospecto]", termo: str) -> "models.QuerySet[Prospecto]":
        """By code, document, telephone or part of the name."""
        return procurar_prospectos(linhas, termo)
