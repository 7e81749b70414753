"""The first page of a customer's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.core.datas import agora
from enlace.painel.acesso import pagina
from enlace.painel.clientes.resumo import resumir
from enlace.painel.clientes.sinais import sinais
from enlace.painel.clientes.topo import topo


@pagina("clientes.view_cliente")
def ficha(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Who it is, what is contracted, how it works now, what is owed, what is being done."""
    instante = agora()
    contexto = topo(request, id_cliente, "ficha")
    resumo = resumir(id_cliente, pode=request.user.has_perm, volta=request.get_full_path(), agora=instante)
    return render(
        request,
        "painel/clientes/ficha.html",
        {**contexto, "resumo": resumo, "agora": instante, "sinais": sinais(resumo, id_cliente=id_cliente, agora=instante)},
    )
