"""What every page of the panel knows: its menu, where live events come from."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from enlace.painel import menu
from enlace.painel.eventos.endereco import endereco


def painel(request: HttpRequest) -> dict[str, Any]:
    """A context processor; nothing is computed for pages that do not ask."""
    return {
        "menu": SimpleLazyObject(lambda: menu.montar(request)),
        "endereco_dos_eventos": SimpleLazyObject(lambda: endereco(request.META.get("HTTP_HOST", ""))),
    }
