"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("servicos.change_alerta")
def lista(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.add_alerta")
def novo(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.change_alerta")
def alerta(request: HttpRequest, id_alerta: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
