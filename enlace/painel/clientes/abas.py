"""The tabs of a customer's file that are lists."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from enlace.core.datas import hoje
from enlace.financeiro.dividas import feriados_locais
from enlace.painel.acesso import pagina
from enlace.painel.clientes.atendimentos import lista_de_atendimentos
from enlace.painel.clientes.faturas import lista_de_faturas
from enlace.painel.clientes.mensagens import lista_de_mensagens
from enlace.painel.clientes.ordens import lista_de_ordens
from enlace.painel.clientes.topo import topo

# Interest runs from the first business day: holidays of older bills count too.
_ANOS_DE_FERIADOS: Final = timedelta(days=10 * 365)


@pagina("clientes.view_cliente", "financeiro.view_fatura")
def faturas(request: HttpRequest, id_cliente: int) -> HttpResponseBase:
    """The customer's bills."""
    dia = hoje()
    lista = lista_de_faturas(request, id_cliente, hoje=dia, feriados=feriados_locais(dia - _ANOS_DE_FERIADOS))
    return replace(lista, contexto=lambda _request: topo(request, id_cliente, "faturas")).responder(request)


@pagina("clientes.view_cliente", "atendimento.view_atendimento")
def atendimentos(request: HttpRequest, id_cliente: int) -> HttpResponseBase:
    """The customer's tickets."""
    lista = lista_de_atendimentos(id_cliente)
    return replace(lista, contexto=lambda _request: topo(request, id_cliente, "atendimentos")).responder(request)


@pagina("clientes.view_cliente", "ordens_servico.view_ordemservico")
def ordens(request: HttpRequest, id_cliente: int) -> HttpResponseBase:
    """The customer's orders."""
    lista = lista_de_ordens(id_cliente)
    return replace(lista, contexto=lambda _request: topo(request, id_cliente, "ordens")).responder(request)


@pagina("clientes.view_cliente", "mensagens.view_mensagem")
def mensagens(request: HttpRequest, id_cliente: int) -> HttpResponseBase:
    """What the customer was told."""
    lista = lista_de_mensagens(id_cliente)
    return replace(lista, contexto=lambda _request: topo(request, id_cliente, "mensagens")).responder(request)
