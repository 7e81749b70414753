"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("clientes.add_cliente", "servicos.add_clienteservico")
def novo(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")
