"""Pages of this area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import pagina


@pagina("clientes.view_cliente")
def lista(request: HttpRequest) -> HttpResponse:
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente")
def ficha(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "financeiro.view_fatura")
def faturas(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "atendimento.view_atendimento")
def atendimentos(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "ordens_servico.view_ordemservico")
def ordens(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "radius.view_sessao")
def conexoes(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "mensagens.view_mensagem")
def mensagens(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.view_cliente", "auditoria.view_registro")
def historico(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.change_cliente")
def editar(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.add_contato")
def contato_novo(request: HttpRequest, id_cliente: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.change_contato")
def contato_editar(request: HttpRequest, id_contato: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")


@pagina("clientes.delete_contato")
def contato_apagar(request: HttpRequest, id_contato: int) -> HttpResponse:  # noqa: ARG001
    """A page of the area."""
    return render(request, "painel/base.html")
