"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("ordens_servico.view_ordemservico")
def agenda(request: HttpRequest) -> HttpResponse:
    """The first page of the area."""
    return render(request, "painel/base.html")
