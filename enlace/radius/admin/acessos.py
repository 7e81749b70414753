"""The page of who asked to connect and what was answered."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import codigo_digitado
from enlace.radius.admin.colunas import DeUmConcentrador
from enlace.radius.frases import frase_do_motivo
from enlace.radius.models import Acesso


class FiltroDeResposta(admin.SimpleListFilter):
    """Refusals have an index of their own: they are few among the accepted."""

    title = _("resposta")
    parameter_name = "resposta"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """What support looks for."""
        return [("recusados", _("Recusados"))]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The chosen ones."""
        return queryset.filter(aceito=False) if self.value() == "recusados" else queryset


@admin.register(Acesso)
class AcessoAdmin(DeUmConcentrador[Acesso]):
    """Each day as many rows as connections begin: found by login or by the service's code, newest first."""

    list_display = ("quando", "login", "servico", "resposta", "vezes", "ultima_vez", "mac", "concentrador")
    filtro = str(FiltroDeResposta.parameter_name)
    list_filter = (FiltroDeResposta,)
    search_fields = ("login__exact",)
    search_help_text = _("Login ou código do serviço")
    fieldsets = (
        (None, {"fields": (("quando", "login"), "resposta", ("vezes", "ultima_vez"), "cliente_servico")}),
        (_("De onde"), {"fields": (("concentrador", "porta"), "mac")}),
    )
    readonly_fields = ("resposta", "concentrador")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """As the index that serves: of the numbers for the whole table, of the instants within a login's or a service's."""
        return ("-quando", "-id_radius_acesso") if request.GET.get("q") else ("-id_radius_acesso",)

    def procurar(self, linhas: "models.QuerySet[Acesso]", termo: str) -> "models.QuerySet[Any]":
        """Those of a login, however it is spelt, and of a service."""
        achados = Q(login_minusculo=termo.lower())
        if (codigo := codigo_digitado(termo)) is not None:
            achados |= Q(cliente_servico=codigo)
        return linhas.alias(login_minusculo=Lower("login")).filter(achados)

    @admin.display(description=_("resposta"))
    def resposta(self, acesso: Acesso) -> str:
        """Accepted, or why not."""
        return str(_("Aceito")) if acesso.aceito else frase_do_motivo(acesso.motivo)
