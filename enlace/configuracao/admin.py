"""The page of the provider's settings."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.configuracao.models import Provedor
from enlace.core.admin import PainelModelAdmin


@admin.register(Provedor)
class ProvedorAdmin(PainelModelAdmin[Provedor]):
    """One row, so the list leads straight to it."""

    fieldsets = ((None, {"fields": ("nome",)}), (_("Serviços externos"), {"fields": ("google_maps_chave",)}))
    campos_secretos = ("google_maps_chave",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The row itself, made on first use."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:configuracao_provedor_change", args=[Provedor.atual().pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Provedor | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False
