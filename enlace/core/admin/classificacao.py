"""Tables of a few lines by which the provider classifies things."""

from typing import ClassVar, TypeVar

from django.db import models
from django.http import HttpRequest

from enlace.core.admin.base import PainelModelAdmin

_M = TypeVar("_M", bound=models.Model)


class ClassificacaoAdmin(PainelModelAdmin[_M]):
    """A table with `descricao`, `ativo` and `prefixo`.

    A line with a `prefixo` is one that the system finds by it: the provider may name it as he likes, but it stays, and in use.
    """

    list_display: tuple[str, ...] = ("descricao", "prefixo", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)
    fields: ClassVar[tuple[str, ...]] = ("descricao", "ativo")

    def get_readonly_fields(self, request: HttpRequest, obj: _M | None = None) -> tuple[str, ...]:
        """What the system needs stays in use."""
        fixos = (*super().get_readonly_fields(request, obj),)
        return (*fixos, "ativo") if _do_sistema(obj) else fixos

    def has_delete_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:
        """Never what the system needs."""
        return not _do_sistema(obj) and super().has_delete_permission(request, obj)


def _do_sistema(linha: models.Model | None) -> bool:
    return getattr(linha, "prefixo", None) is not None
