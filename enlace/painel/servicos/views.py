"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("servicos.view_clienteservico")
def servico(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.desbloquear_em_confianca")
def desbloquear(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.desconectar")
def desconectar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.desconectar")
def limpar_mac(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.suspender")
def suspender(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.suspender")
def habilitar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.cancelar")
def cancelar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.mudar_plano")
def mudar_plano(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.mudar_endereco")
def mudar_endereco(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.change_clienteservico")
def editar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("servicos.ver_senha")
def ver_senha(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
