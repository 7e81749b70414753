"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("rede.view_equipamento")
def inicio(request: HttpRequest) -> HttpResponse:
    """The first page of the area."""
    return render(request, "painel/base.html")
