"""What is asked of calls: where their news come from, one of them, who it may be, and a person's own."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static

from enlace.clientes.models import Cliente
from enlace.clientes.procura import como_procurar
from enlace.painel.acesso import em_parte, pagina
from enlace.painel.eventos.endereco import endereco
from enlace.painel.ligacoes.desenho import desenhar
from enlace.painel.ligacoes.janela import minha_ligacao, montar
from enlace.painel.ligacoes.minhas import MINHAS

_ACHADOS: Final = 8
_MENOR_TERMO: Final = 2


@pagina()
def canal(request: HttpRequest) -> HttpResponse:
    """Where a page of this host finds its events, and the window that shows them."""
    partes = {"janela": static("painel/js/ligacao.js"), "estilo": static("painel/ligacao.css")}
    return JsonResponse({"eventos": endereco(request.META.get("HTTP_HOST", "")), **partes})


@pagina()
def ligacao(request: HttpRequest, id_ligacao: int) -> HttpResponse:
    """A call of whoever asks: for the window, or as a page."""
    return desenhar(request, montar(request, minha_ligacao(request, id_ligacao)))


@pagina("clientes.view_cliente")
def procurar(request: HttpRequest, id_ligacao: int) -> HttpResponse:
    """Customers to choose from who calls: for the window, or on the page of the call."""
    ligacao = minha_ligacao(request, id_ligacao)
    termo = request.GET.get("q", "").replace("\0", "").strip()
    procura = {"ligacao": ligacao, "procurado": termo, "achados": _achados(termo)}
    if em_parte(request):
        return render(request, "painel/ligacoes/achados.html", procura)
    return desenhar(request, montar(request, ligacao), procura=procura)


@pagina()
def lista(request: HttpRequest) -> HttpResponseBase:
    """The calls of whoever asks."""
    return MINHAS.responder(request)


def _achados(termo: str) -> list[Cliente]:
    if len(termo) < _MENOR_TERMO:
        return []
    return list(Cliente.objects.filter(como_procurar(termo)).order_by("nome_razaosocial", "id_cliente")[:_ACHADOS])
