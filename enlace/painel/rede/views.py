"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("rede.view_equipamento")
def inicio(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("rede.view_equipamento")
def equipamento(request: HttpRequest, id_equipamento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
