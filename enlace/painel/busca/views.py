"""The page of results, and the suggestions while somebody types."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.core.datas import hoje
from enlace.painel.acesso import ir_para, pagina, usuario_de
from enlace.painel.busca.achados import Busca, unico
from enlace.painel.busca.reconhecimento import MAIOR_TERMO

_SUGERIDOS: Final = 5
_NA_PAGINA: Final = 30


@pagina()
def busca(request: HttpRequest) -> HttpResponse:
    """What a term finds; one that means a single thing leads straight to it."""
    feita = Busca.de(_digitado(request), usuario_de(request), hoje=hoje(), limite=_NA_PAGINA)
    grupos = feita.grupos()
    if achado := unico(grupos):
        return ir_para(request, achado.endereco)
    return render(request, "painel/busca/busca.html", {"termo": feita.termo.texto, "grupos": grupos, "limite": _NA_PAGINA})


@pagina()
def sugestoes(request: HttpRequest) -> HttpResponse:
    """The first of each kind, as options for the box (`painel.js`)."""
    feita = Busca.de(_digitado(request), usuario_de(request), hoje=hoje(), limite=_SUGERIDOS)
    return render(request, "painel/busca/sugestoes.html", {"termo": feita.termo.texto, "grupos": feita.grupos()})


def _digitado(request: HttpRequest) -> str:
    return request.GET.get("q", "")[: 4 * MAIOR_TERMO]
