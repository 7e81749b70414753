"""The window of a call as HTML: the part that `js/ligacao.js` puts into it, or a page by itself, which needs no script."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.painel.acesso import em_parte
from enlace.painel.ligacoes.forms import PedidoDaLigacao
from enlace.painel.ligacoes.janela import Janela


def desenhar(
    request: HttpRequest,
    janela: Janela,
    *,
    pedido: PedidoDaLigacao | None = None,
    recusa: str = "",
    procura: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The window; with `recusa`, or errors in `pedido`, it says what was refused, with status 422."""
    if pedido is None and pode_abrir(request, janela):
        pedido = PedidoDaLigacao(janela)
    recusada = bool(recusa or (pedido and pedido.errors))
    contexto = {"janela": janela, "ligacao": janela.ligacao, "pedido": pedido, "recusa": recusa, **(procura or {})}
    modelo = "painel/ligacoes/ligacao.html" if em_parte(request) else "painel/ligacoes/pagina.html"
    return render(request, modelo, contexto, status=HTTPStatus.UNPROCESSABLE_ENTITY if recusada else HTTPStatus.OK)


def pode_abrir(request: HttpRequest, janela: Janela) -> bool:
    """Whether this person may open the ticket of this call now."""
    sem_atendimento = janela.ligacao.atendimento_id is None
    return sem_atendimento and bool(janela.servicos) and request.user.has_perm("atendimento.add_atendimento")
