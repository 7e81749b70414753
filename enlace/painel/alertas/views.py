"""Alerts: the list, the form with its preview, the end."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enlace.core.datas import agora
from enlace.core.errors import RuleRefused
from enlace.painel.acesso import autor_de, pagina
from enlace.painel.alertas.forms import FormularioDeAlerta, escolhidos_em, inicial
from enlace.painel.alertas.lista import LISTA
from enlace.painel.alertas.opcoes import OPCOES
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.servicos import alertas
from enlace.servicos.alertas import Alcance, Alvos
from enlace.servicos.models import Alerta

_RECUSADO = 422


@pagina("servicos.change_alerta")
def lista(request: HttpRequest) -> HttpResponseBase:
    """All alerts, those in force first."""
    return LISTA.responder(request)


@pagina("servicos.add_alerta")
def novo(request: HttpRequest) -> HttpResponse:
    """A new alert, or one more like another (`?copia=7`)."""
    if request.method == "POST":
        return _atender(request, None)
    copia = request.GET.get("copia", "")
    modelo = Alerta.objects.filter(pk=int(copia)).first() if copia.isdecimal() and len(copia) < 19 else None  # noqa: PLR2004 - a bigint
    valores: dict[str, Any] = {"inicio": agora()}
    if modelo is not None:
        valores = {**inicial(modelo), "inicio": agora(), "fim": None}
    escolhidos = alertas.alvos_de(modelo).por_tipo() if modelo else escolhidos_em(request.POST)
    return _pagina(request, FormularioDeAlerta(initial=valores, escolhidos=escolhidos), None)


@pagina("servicos.change_alerta")
def alerta(request: HttpRequest, id_alerta: int) -> HttpResponse:
    """An alert that exists, to be changed."""
    linha = get_object_or_404(Alerta, pk=id_alerta)
    if request.method == "POST":
        return _atender(request, linha)
    formulario = FormularioDeAlerta(initial=inicial(linha), escolhidos=alertas.alvos_de(linha).por_tipo())
    return _pagina(request, formulario, linha)


@pagina("servicos.change_alerta")
def encerrar(request: HttpRequest, id_alerta: int) -> HttpResponse:
    """End it now."""
    linha = get_object_or_404(Alerta, pk=id_alerta)
    return responder(
        request,
        Ato(
            titulo=_("Encerrar o alerta “%(nome)s”") % {"nome": linha},
            regra=_("Deixa de ser dito aos clientes agora mesmo. Ele fica na lista, entre os encerrados, e pode ser copiado."),
            botao=gettext_lazy("Encerrar agora"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: alertas.encerrar_alerta(id_alerta, agora=agora(), autor=autor),
        feito=gettext_lazy("O alerta foi encerrado."),
        volta=reverse("painel:alertas:lista"),
    )


def _atender(request: HttpRequest, linha: Alerta | None) -> HttpResponse:
    """What the pressed button asks: more targets, the preview, or to save."""
    escolhidos, acao = escolhidos_em(request.POST), request.POST.get("acao")
    if acao in {"procurar", "ver"}:
        # Not bound: what is not filled in yet is no mistake.
        formulario = FormularioDeAlerta(initial=request.POST.dict(), escolhidos=escolhidos)
        previsto = alertas.alcance(formulario.alvos()) if acao == "ver" else None
        return _pagina(request, formulario, linha, procurar=acao == "procurar", alcance=previsto)
    formulario = FormularioDeAlerta(request.POST, escolhidos=escolhidos)
    if not formulario.is_valid():
        return _pagina(request, formulario, linha, status=_RECUSADO)
    try:
        _guardar(request, formulario, linha)
    except RuleRefused as recusa:
        formulario.add_error(None, str(recusa))
        return _pagina(request, formulario, linha, status=_RECUSADO)
    messages.success(request, _frase(alertas.alcance(formulario.alvos(), primeiros=1)))
    return redirect("painel:alertas:lista")


def _guardar(request: HttpRequest, formulario: FormularioDeAlerta, linha: Alerta | None) -> None:
    if linha is None:
        alertas.criar_alerta(formulario.dados(), autor=autor_de(request))
    else:
        alertas.alterar_alerta(linha.pk, formulario.dados(), autor=autor_de(request))


def _frase(alcance: Alcance) -> str:
    frase = ngettext(
        "O alerta foi guardado. Hoje alcança %(n)s cliente.", "O alerta foi guardado. Hoje alcança %(n)s clientes.", alcance.quantos
    )
    return frase % {"n": number_format(alcance.quantos, force_grouping=True)}


@dataclass(frozen=True)
class _Grupo:
    """The boxes of one kind of target: chosen ones, ticked, and found ones."""

    tipo: str
    titulo: str
    escolhidos: list[tuple[int, str]]
    achados: list[tuple[int, str]]


def _pagina(
    request: HttpRequest,
    formulario: FormularioDeAlerta,
    linha: Alerta | None,
    *,
    procurar: bool = False,
    alcance: Alcance | None = None,
    status: int = 200,
) -> HttpResponse:
    onde = str(formulario["procurar_em"].value() or "") if procurar else ""
    termo = str(formulario["procurar_por"].value() or "").strip()
    grupos = [
        _Grupo(
            opcao.tipo,
            str(opcao.titulo),
            opcao.com_chaves(escolhidos := formulario.escolhidos[opcao.tipo]),
            opcao.achar(termo, menos=escolhidos) if opcao.tipo == onde else [],
        )
        for opcao in OPCOES
    ]
    contexto = {
        "formulario": formulario,
        "alerta": linha,
        "situacao": linha.situacao(em=agora()) if linha else None,
        "grupos": [grupo for grupo in grupos if grupo.escolhidos or grupo.achados],
        "nada_achado": bool(onde) and not any(grupo.achados for grupo in grupos),
        "alcance": alcance,
        "ninguem": formulario.alvos() == Alvos(),
    }
    return render(request, "painel/alertas/alerta.html", contexto, status=status)
