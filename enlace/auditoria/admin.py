"""Pages of the audit: to be read, by those who may; nobody writes here."""

from typing import Final

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.models import Leitura, Registro
from enlace.core.admin import PaginadorDeTabelaGrande, SomenteLeitura, json_legivel

_MAIS_MOSTRADOS: Final = 5


@admin.register(Registro)
class RegistroAdmin(SomenteLeitura[Registro]):
    """Who changed what. `?tabela=…&chave=…` is the history of one row (index `auditoria_registro_objeto`)."""

    list_display = ("quando", "acao", "tabela", "chave", "colunas", "usuario", "cliente_api", "porta", "endereco_ip")
    list_display_links = ("quando", "acao")
    list_filter = ("porta", "acao")
    search_fields = ("tabela__exact", "chave__exact")
    search_help_text = _("Tabela e código, por exemplo: cliente 42")
    sortable_by = ()
    relacionados = ("usuario",)
    paginator = PaginadorDeTabelaGrande
    fieldsets = (
        (None, {"fields": (("quando", "porta"), ("usuario", "cliente_api", "endereco_ip"))}),
        (_("O que mudou"), {"fields": (("acao", "tabela", "chave"), "mostrar_antes", "mostrar_depois")}),
    )
    readonly_fields = ("mostrar_antes", "mostrar_depois")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The history of a row is asked for by table and key."""
        return lookup in {"tabela", "chave"} or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("colunas"))
    def colunas(self, registro: Registro) -> str:
        """The first few columns that changed."""
        nomes = sorted({*(registro.antes or {}), *(registro.depois or {})})
        return ", ".join(nomes[:_MAIS_MOSTRADOS]) + (f" e mais {len(nomes) - _MAIS_MOSTRADOS}" if nomes[_MAIS_MOSTRADOS:] else "")

    @admin.display(description=_("antes"))
    def mostrar_antes(self, registro: Registro) -> SafeString | str:
        """The values as they were."""
        return json_legivel(registro.antes)

    @admin.display(description=_("depois"))
    def mostrar_depois(self, registro: Registro) -> SafeString | str:
        """The values as they became."""
        return json_legivel(registro.depois)


@admin.register(Leitura)
class LeituraAdmin(SomenteLeitura[Leitura]):
    """Which API client read whose data: what the LGPD asks for after an incident."""

    list_display = ("quando", "cliente_api", "id_usuario", "endereco_ip", "rota", "pessoas")
    list_filter = ("rota",)
    search_fields = ("cliente_api__exact",)
    search_help_text = _("Identificador do cliente da API (client_id)")
    sortable_by = ()
    paginator = PaginadorDeTabelaGrande
    fields = ("quando", "cliente_api", "id_usuario", "endereco_ip", "rota", "mostrar_filtros", "pessoas")
    readonly_fields = ("mostrar_filtros",)

    @admin.display(description=_("filtros"))
    def mostrar_filtros(self, leitura: Leitura) -> SafeString | str:
        """What was asked for."""
        return json_legivel(leitura.filtros)
