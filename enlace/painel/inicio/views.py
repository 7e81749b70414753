"""The first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from enlace.configuracao.models import Provedor
from enlace.core.datas import agora as neste_instante
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.inicio import resumo
from enlace.painel.inicio.conexoes import Conexoes
from enlace.painel.inicio.numeros import blocos


@pagina()
def inicio(request: HttpRequest) -> HttpResponse:
    """What happens at the provider now, for each as far as their permissions reach."""
    agora, usuario = neste_instante(), usuario_de(request)
    contado = resumo.ler(agora=agora)
    contexto: dict[str, Any] = {"demonstracao": Provedor.objects.filter(demonstracao=True).exists(), "contado": contado}
    if contado:
        contexto["blocos"] = blocos(contado.dados, usuario, agora=agora)
        contexto["atrasado"] = agora - contado.calculado_em >= resumo.VALIDADE
        if usuario.has_perm("radius.view_sessao"):
            contexto["conexoes"] = Conexoes.do_resumo(contado.dados["conexoes"])
    if contexto["demonstracao"]:
        contexto["simular_ligacao"] = _endereco_se_houver("painel:ligacoes:simular")
    return render(request, "painel/inicio/inicio.html", contexto)


def _endereco_se_houver(rota: str) -> str:
    try:
        return reverse(rota)
    except NoReverseMatch:
        return ""
