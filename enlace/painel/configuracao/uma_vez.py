"""Acts whose answer is a secret: it stands in the page that answers, and nowhere ever again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.auditoria.registro import Autor
from enlace.core.errors import RuleRefused
from enlace.painel.acesso import autor_de, em_parte
from enlace.painel.atos import Ato, Texto, responder


@dataclass(frozen=True)
class Segredo:
    """What is shown once: a title, what to do with it, and each value with its name; the last one is the secret."""

    titulo: Texto
    explicacao: Texto
    valores: tuple[tuple[Texto, str], ...]
    volta: str


def responder_uma_vez(
    request: HttpRequest,
    ato: Ato,
    *,
    formulario: forms.Form,
    fazer: Callable[[dict[str, Any], Autor], Segredo],
    volta: str,
) -> HttpResponse:
    """Like `atos.responder`, but what was done is answered with the secret itself: a message would keep it in the session."""
    if request.method == "POST" and formulario.is_valid():
        try:
            segredo = fazer(formulario.cleaned_data, autor_de(request))
        except RuleRefused as recusa:
            formulario.add_error(None, str(recusa))
        else:
            moldura = "painel/janela.html" if em_parte(request) else "painel/base.html"
            return render(request, "painel/configuracao/segredo.html", {"segredo": segredo, "moldura": moldura})
    return responder(request, ato, formulario=formulario, fazer=_nunca, feito="", volta=volta)


def _nunca(_dados: dict[str, Any], _autor: Autor) -> None:
    """What was refused is shown again and done no more."""
    msg = "an act that shows a secret was asked for twice"
    raise LookupError(msg)
