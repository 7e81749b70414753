"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("atendimento.view_atendimento")
def fila(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.add_atendimento")
def novo(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.view_atendimento")
def atendimento(request: HttpRequest, id_atendimento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.change_atendimento")
def responder(request: HttpRequest, id_atendimento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.change_atendimento")
def encaminhar(request: HttpRequest, id_atendimento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.change_atendimento")
def fechar(request: HttpRequest, id_atendimento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("atendimento.change_atendimento")
def reabrir(request: HttpRequest, id_atendimento: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
