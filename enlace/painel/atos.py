"""Acts: a small form that explains its rule, asks what a verb needs, calls it and leads back.

An act has an address of its own, works without JavaScript, and opens in a window over the page where there is (`data-janela`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.core.errors import RuleRefused
from enlace.painel.acesso import autor_de, em_parte, ir_para
from enlace.painel.formularios import Formulario

_R = TypeVar("_R")
Texto = str | Promise

_CONFIRMAR: Final = _("Confirmar")


class SemPerguntas(Formulario):
    """Only to be confirmed."""


class PorQue(Formulario):
    """The reason, which the trace keeps."""

    motivo = forms.CharField(label=_("Motivo"), max_length=200)


@dataclass(frozen=True, kw_only=True)
class Ato:
    """What an act's page says: its title, the rule in words, the button, whether it takes something away (`perigo`)."""

    titulo: Texto
    regra: Texto = ""
    botao: Texto = _CONFIRMAR
    perigo: bool = False
    modelo: str = "painel/ato.html"
    contexto: Mapping[str, Any] = field(default_factory=dict)


def responder(
    request: HttpRequest,
    ato: Ato,
    *,
    formulario: forms.BaseForm,
    fazer: Callable[[dict[str, Any], Autor], _R],
    feito: Texto | Callable[[_R], Texto],
    volta: str | Callable[[_R], str],
) -> HttpResponse:
    """Show the act, or do it.

    `formulario` is bound when it was sent. `fazer` gets its clean values and the author; what it refuses (`RuleRefused`) is said
    over the questions, with status 422, and so is what the form refuses. Then `feito` is told on the page that `volta` leads to.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        if formulario.is_valid():
            try:
                resultado = fazer(formulario.cleaned_data, autor_de(request))
            except RuleRefused as recusa:
                formulario.add_error(None, str(recusa))
            else:
                if dito := (feito(resultado) if callable(feito) else feito):
                    messages.success(request, str(dito))
                return ir_para(request, volta(resultado) if callable(volta) else volta)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    contexto = {
        "ato": ato,
        "formulario": formulario,
        "volta": None if callable(volta) else volta,
        "moldura": "painel/janela.html" if em_parte(request) else "painel/base.html",
        **ato.contexto,
    }
    return render(request, ato.modelo, contexto, status=status)


def enviado(request: HttpRequest) -> Any:  # noqa: ANN401 - a QueryDict, or the None of an unbound form
    """The form's data when the act was sent, None when its page is only opened: `MeuFormulario(enviado(request), initial=…)`."""
    return request.POST if request.method == "POST" else None
