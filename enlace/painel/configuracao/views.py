"""The first page: what is configured, what is missing, in order of need."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.core.datas import hoje
from enlace.painel.acesso import pagina
from enlace.painel.configuracao import situacao


@pagina("configuracao.view_provedor")
def inicio(request: HttpRequest) -> HttpResponse:
    """Everything that this person may see, and the ways out with their tests."""
    vias = situacao.vias()
    itens = [item for item in situacao.itens(hoje=hoje(), vias=vias) if request.user.has_perm(item.permissao)]
    faltam = [item for item in itens if item.tom == "ruim"]
    return render(request, "painel/configuracao/inicio.html", {"itens": itens, "faltam": faltam, "vias": vias})
