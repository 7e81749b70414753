"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("financeiro.view_fatura")
def lista(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.view_fatura")
def fatura(request: HttpRequest, id_fatura: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.enviar")
def enviar(request: HttpRequest, id_fatura: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.receber")
def receber(request: HttpRequest, id_fatura: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.receber")
def receber_varias(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.receber")
def desfazer(request: HttpRequest, id_pagamento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.cancelar_fatura")
def cancelar(request: HttpRequest, id_fatura: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.emitir")
def renegociar(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("financeiro.emitir")
def lancar(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
