"""What happened to a customer and to all that is the customer's: the audit, in words."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.core.admin import codigo_digitado
from enlace.painel.acesso import pagina
from enlace.painel.clientes.consultas import historico as registros
from enlace.painel.clientes.palavras import em_palavras
from enlace.painel.clientes.topo import topo

_POR_PAGINA: Final = 50
# Above every key.
_DO_FIM: Final = 2**63 - 1


@pagina("clientes.view_cliente", "auditoria.view_registro")
def historico(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Who did what, when, through which door; newest first, older ones by a link."""
    antes_de = codigo_digitado(request.GET.get("antes_de", ""))
    contexto = topo(request, id_cliente, "historico")
    # One more than is shown tells whether there are older ones.
    lidos = registros(id_cliente, antes_de=_DO_FIM if antes_de is None else antes_de, quantos=_POR_PAGINA + 1)
    mostrados = lidos[:_POR_PAGINA]
    return render(
        request,
        "painel/clientes/historico.html",
        {
            **contexto,
            "acontecimentos": em_palavras(mostrados),
            "mais_antigos": mostrados[-1].id_registro if len(lidos) > _POR_PAGINA else None,
            "do_inicio": antes_de is None,
        },
    )
