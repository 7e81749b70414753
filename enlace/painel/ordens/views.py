"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("ordens_servico.view_ordemservico")
def agenda(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.view_ordemservico")
def lista(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.view_ordemservico")
def mapa(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.add_ordemservico")
def nova(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.view_ordemservico")
def ordem(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.change_ordemservico")
def agendar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.executar", "ordens_servico.change_ordemservico", alguma=True)
def iniciar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.executar", "ordens_servico.change_ordemservico", alguma=True)
def finalizar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("ordens_servico.change_ordemservico")
def cancelar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
