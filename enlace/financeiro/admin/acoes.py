"""Small pages that ask what a verb needs to know, call it, and go back to the row."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.core.admin import SomenteLeitura
from enlace.core.errors import RuleRefused
from enlace.core.origem import endereco_ip

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SemPerguntas(forms.Form):
    """Only to be confirmed."""


class PorQue(forms.Form):
    """The reason, which the trace and the row keep."""

    motivo = forms.CharField(label=_("Motivo"), max_length=200, widget=UnfoldAdminTextInputWidget)


class QuantoEQuando(forms.Form):
    """Money that came."""

    valor = forms.DecimalField(
        label=_("Valor pago (R$)"), max_digits=12, decimal_places=2, min_value=0, widget=UnfoldAdminDecimalFieldWidget
    )
    data_pagamento = forms.DateField(label=_("Pago em"), widget=UnfoldAdminSingleDateWidget)


class PaginaComAcoes(SomenteLeitura[Any]):
    """A page to be read whose rows have verbs. Who may change the row, by permission, may call them."""

    modelo_de_acao: ClassVar = "financeiro/acao.html"

    def has_agir_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Unfold's signature
        """The permission to change, which nothing else on this page asks for."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def agir(
        self,
        request: HttpRequest,
        object_id: str,
        *,
        formulario: type[forms.Form],
        titulo: "_StrPromise",
        fazer: Callable[[Any, dict[str, Any], Autor], object],
        inicial: Callable[[Any], dict[str, Any]] = lambda _linha: {},
    ) -> HttpResponse:
        """Ask, call `fazer` with the row and the answers, and show what a rule refuses beside the questions."""
        linha = self.get_object(request, object_id)
        if linha is None:
            raise Http404
        if not self.has_view_permission(request, linha):
            raise PermissionDenied
        respondido = formulario(request.POST) if request.method == "POST" else formulario(initial=inicial(linha))
        volta = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[linha.pk])
        if request.method == "POST" and respondido.is_valid() and self._feito(request, respondido, linha, fazer):
            messages.success(request, _("Feito."))
            return HttpResponseRedirect(volta)
        contexto = {"title": titulo, "linha": linha, "formulario": respondido, "volta": volta, "opts": self.opts}
        return TemplateResponse(request, self.modelo_de_acao, {**self.admin_site.each_context(request), **contexto})

    @staticmethod
    def _feito(
        request: HttpRequest, formulario: forms.Form, linha: models.Model, fazer: Callable[[Any, dict[str, Any], Autor], object]
    ) -> bool:
        autor = Autor(porta=Registro.Porta.PAINEL, id_usuario=request.user.pk, endereco_ip=endereco_ip(request))
        try:
            fazer(linha, formulario.cleaned_data, autor)
        except RuleRefused as recusa:
            formulario.add_error(None, str(recusa))
            return False
        return True
