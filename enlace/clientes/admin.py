"""Pages of customers and their groups."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.forms import DateField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget

from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.clientes.procura import como_procurar
from enlace.core import datas
from enlace.core.admin import Inline, PaginadorDeTabelaGrande, PainelModelAdmin
from enlace.core.admin.segredo import FormularioComSegredos
from enlace.core.contatos import digitos
from enlace.core.db import DataHoraLocalField


class ContatosDoCliente(Inline[Contato, Cliente]):
    """Who else is reached about a customer."""

    model = Contato
    fields = ("nome", "email", "telefone", "recebe_cobranca")


class FichaDoCliente(FormularioComSegredos):
    """Brings what people type to the stored form: names in capitals, telephones as digits."""

    def clean(self) -> dict[str, Any] | None:
        """Normalize; CPF/CNPJ is the model's own business."""
        dados = super().clean() or self.cleaned_data
        for nome in ("nome_razaosocial", "nome_fantasia"):
            dados[nome] = (dados.get(nome) or "").upper() or dados.get(nome)
        for nome in ("telefone_primario", "telefone_secundario", "telefone_terciario"):
            dados[nome] = digitos(dados.get(nome) or "")
        return dados

    def clean_data_nascimento(self) -> date | None:
        """The form asks for the day only; the hour that came from another register stays with an unchanged day."""
        dia: date | None = self.cleaned_data["data_nascimento"]
        guardado: datetime | None = self.instance.data_nascimento
        return guardado if guardado and guardado.date() == dia else dia


@admin.register(GrupoCliente)
class GrupoClienteAdmin(PainelModelAdmin[GrupoCliente]):
    """Labels for customers."""

    list_display = ("descricao", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)


@admin.register(Cliente)
class ClienteAdmin(PainelModelAdmin[Cliente]):
    """Up to millions: found by code, CPF/CNPJ, telephone or part of the name, each by its index."""

    list_display = ("codigo_cliente", "nome_razaosocial", "tipo_pessoa", "telefone_primario", "ativo", "data_cadastro")
    list_display_links = ("codigo_cliente", "nome_razaosocial")
    list_filter = ("tipo_pessoa", "ativo", "grupos")
    sortable_by = ("codigo_cliente", "nome_razaosocial", "data_cadastro")
    form = FichaDoCliente
    formfield_overrides: ClassVar = {DataHoraLocalField: {"form_class": DateField, "widget": UnfoldAdminSingleDateWidget}}
    search_fields = ("nome_razaosocial",)
    search_help_text = _("Código, CPF/CNPJ, telefone ou parte do nome")
    paginator = PaginadorDeTabelaGrande
    autocomplete_fields = ("grupos",)
    readonly_fields = ("codigo", "data_atualizacao")
    inlines = (ContatosDoCliente,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("codigo", "ativo"),
                    ("nome_razaosocial", "nome_fantasia"),
                    ("tipo_pessoa", "cpf_cnpj"),
                    ("data_nascimento", "data_cadastro"),
                    "grupos",
                )
            },
        ),
        (
            _("Contato"),
            {
                "fields": (
                    ("telefone_primario", "telefone_secundario", "telefone_terciario"),
                    ("email_principal", "email_secundario"),
                )
            },
        ),
        (_("Documentos"), {"fields": (("rg", "rg_emissao"), ("inscricao_estadual", "inscricao_municipal"))}),
        (_("Outros sistemas"), {"fields": (("id_externo", "data_atualizacao"),)}),
    )

    @admin.display(description=_("código"))
    def codigo(self, cliente: Cliente) -> str:
        """The number that the customer knows; the database gives it when the row is saved."""
        return str(cliente.codigo_cliente) if cliente.pk else "-"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new customer is registered now."""
        return {"data_cadastro": datas.agora(), **super().get_changeform_initial_data(request)}

    def procurar(self, linhas: "models.QuerySet[Cliente]", termo: str) -> "models.QuerySet[Cliente]":
        """Numbers are code, document or telephone; everything else is a part of the name, case and accents ignored."""
        return linhas.filter(como_procurar(termo))
