"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("financeiro.faturar")
def faturamento(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.faturar")
def execucao(request: HttpRequest, id_faturamento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.trocar_arquivos")
def remessas(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.trocar_arquivos")
def retornos(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")
