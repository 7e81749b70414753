"""The page of a table that holds one row, as settings do."""

from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from enlace.core.admin.base import PainelModelAdmin

_M = TypeVar("_M", bound=models.Model)


class LinhaUnica(PainelModelAdmin[_M]):
    """The list leads straight to the row, which `atual()` of the model gives; nobody adds or deletes one."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The row itself, made on first use."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        linha: models.Model = self.model.atual()  # type: ignore[attr-defined]  # what these models have in common
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[linha.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False
