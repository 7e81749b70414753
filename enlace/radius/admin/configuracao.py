"""The page of how customers connect: here, because what it sets is of this package (`configuracao` only keeps it)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.core.admin import PainelModelAdmin


@admin.register(ConfiguracaoRadius)
class ConfiguracaoRadiusAdmin(PainelModelAdmin[ConfiguracaoRadius]):
    """One row, so the list leads straight to it."""

    fieldsets = (
        (_("Conexões"), {"fields": (("intervalo_de_sinal", "sessoes_por_login"), "velocidade_reduzida")}),
        (_("Quem deve"), {"fields": (("pool_bloqueio", "lista_bloqueio"), "velocidade_bloqueio")}),
        (_("Quanto tempo se guarda"), {"fields": (("meses_de_sessoes", "meses_de_acessos"),)}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The row itself, made on first use."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        ficha = reverse("admin:configuracao_configuracaoradius_change", args=[ConfiguracaoRadius.atual().pk])
        return HttpResponseRedirect(ficha)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ConfiguracaoRadius | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False
