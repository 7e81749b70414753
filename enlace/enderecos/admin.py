"""Pages of states, cities, neighbourhoods, addresses and remembered CEPs."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PaginadorDeTabelaGrande, PainelModelAdmin, SomenteLeitura, codigo_digitado
from enlace.core.db import SemAcento
from enlace.core.documentos import normalizar_cep
from enlace.enderecos.geocodificacao import esquecer_coordenadas_antigas
from enlace.enderecos.models import Bairro, CepConsultado, Cidade, Endereco, Estado


@admin.register(Estado)
class EstadoAdmin(SomenteLeitura[Estado]):
    """The list is the law's: to be looked at."""

    list_display = ("uf", "nome", "ibge")
    search_fields = ("uf", "nome")


@admin.register(Cidade)
class CidadeAdmin(PainelModelAdmin[Cidade]):
    """Five and a half thousand; kept by the IBGE's list, correctable here."""

    list_display = ("nome", "estado", "ibge")
    list_filter = ("estado",)
    search_fields = ("nome", "ibge")
    search_help_text = _("Início do nome, com ou sem acentos, ou o código do IBGE")

    def procurar(self, linhas: "models.QuerySet[Cidade]", termo: str) -> "models.QuerySet[Cidade]":
        """By the beginning of the name (index `cidade_nome_busca`) or by code."""
        if termo.isdecimal():
            return linhas.filter(ibge=termo)
        return linhas.alias(nome_busca=SemAcento("nome")).filter(nome_busca__startswith=SemAcento(Value(termo)))


@admin.register(Bairro)
class BairroAdmin(PainelModelAdmin[Bairro]):
    """Neighbourhoods as the provider spells them."""

    list_display = ("nome", "cidade")
    search_fields = ("nome", "cidade__nome")
    autocomplete_fields = ("cidade",)
    relacionados = ("cidade",)


@admin.register(Endereco)
class EnderecoAdmin(PainelModelAdmin[Endereco]):
    """As many as customers and more: found by CEP or by code."""

    list_display = ("id_endereco_numero", "logradouro", "endereco", "numero", "bairro", "cep")
    list_display_links = ("id_endereco_numero", "endereco")
    sortable_by = ("id_endereco_numero",)
    ordering = ("-id_endereco_numero",)
    search_fields = ("cep",)
    search_help_text = _("CEP ou código do endereço")
    autocomplete_fields = ("bairro",)
    relacionados = ("bairro__cidade",)
    paginator = PaginadorDeTabelaGrande
    readonly_fields = ("geocodificado_em",)
    fieldsets = (
        (None, {"fields": (("logradouro", "endereco"), ("numero", "complemento"), "bairro", "cep", "referencia")}),
        (_("Coordenadas"), {"fields": (("latitude", "longitude"), "geocodificado_em")}),
    )

    def save_model(self, request: HttpRequest, obj: Endereco, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save the address; coordinates that were found for another place go."""
        if change:
            esquecer_coordenadas_antigas(obj, form.changed_data)
        super().save_model(request, obj, form, change)

    def procurar(self, linhas: "models.QuerySet[Endereco]", termo: str) -> "models.QuerySet[Endereco]":
        """By CEP or key, both by index; a street's name has none."""
        if cep := normalizar_cep(termo):
            return linhas.filter(cep=cep)
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(pk=codigo)


@admin.register(CepConsultado)
class CepConsultadoAdmin(PainelModelAdmin[CepConsultado]):
    """What public services answered: may be forgotten, so that it is asked for again, but not made up."""

    list_display = ("cep", "cidade", "logradouro", "bairro", "fonte", "consultado_em")
    list_filter = ("fonte",)
    search_fields = ("cep__exact",)
    relacionados = ("cidade",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: CepConsultado | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False
