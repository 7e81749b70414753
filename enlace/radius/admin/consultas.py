"""The page of who used an address: to ask, with a reason, and the record of what was asked."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.timezone import get_default_timezone_name
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.core.admin import PaginadorDeTabelaGrande, SomenteLeitura, json_legivel
from enlace.core.errors import RuleRefused
from enlace.core.origem import endereco_ip
from enlace.radius.digitado import ler_endereco, ler_instante
from enlace.radius.frases import frase_da_causa
from enlace.radius.identificacao import MAIOR_MARGEM, ConexaoIdentificada, quem_usava
from enlace.radius.meses import guardadas_desde
from enlace.radius.models import ConsultaDeEndereco


class Pergunta(forms.Form):
    """What is asked, as an order says it."""

    endereco = forms.CharField(
        label=_("Endereço"),
        max_length=64,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "placeholder": "203.0.113.7"}),
        help_text=_("IPv4, IPv6 ou prefixo IPv6."),
    )
    instante = forms.CharField(
        label=_("Data e hora"),
        max_length=64,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "placeholder": "21/11/2026 13:45:10"}),
        help_text=_("No horário do provedor; se for outro, escreva-o depois da hora: UTC, GMT-3."),
    )
    margem = forms.IntegerField(
        label=_("Margem (minutos)"),
        min_value=0,
        max_value=int(MAIOR_MARGEM.total_seconds()) // 60,
        initial=0,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Para relógios que divergem: procura também um pouco antes e um pouco depois."),
    )
    motivo = forms.CharField(
        label=_("Motivo"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=_("O número da ordem judicial e do processo. Fica registrado com a consulta."),
    )

    def clean_endereco(self) -> str:
        """What can be looked for."""
        texto: str = self.cleaned_data["endereco"]
        try:
            ler_endereco(texto)
        except RuleRefused as recusa:
            raise ValidationError(str(recusa)) from recusa
        return texto

    def clean_instante(self) -> datetime:
        """An instant."""
        try:
            return ler_instante(self.cleaned_data["instante"])
        except RuleRefused as recusa:
            raise ValidationError(str(recusa)) from recusa


@admin.register(ConsultaDeEndereco)
class ConsultaDeEnderecoAdmin(SomenteLeitura[ConsultaDeEndereco]):
    """Each question and whom it reached. To add one is to ask; whoever may only ask sees their own."""

    list_display = ("quando", "usuario", "porta", "endereco", "instante", "motivo", "quantas")
    sortable_by = ()
    search_fields = ("endereco__exact", "motivo")
    search_help_text = _("Endereço procurado ou parte do motivo")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("usuario",)
    fieldsets = (
        (None, {"fields": (("quando", "porta"), ("usuario", "endereco_ip"))}),
        (_("Pergunta"), {"fields": (("endereco", "instante", "margem_minutos"), "motivo")}),
        (_("Resposta"), {"fields": ("mostrar_conexoes",)}),
    )
    readonly_fields = ("mostrar_conexoes",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A permission of its own: what is told here is protected by law."""
        return request.user.has_perm("radius.identificar_conexao")

    def has_view_permission(self, request: HttpRequest, obj: ConsultaDeEndereco | None = None) -> bool:
        """Who may read the record, and who may ask."""
        return super().has_view_permission(request, obj) or self.has_add_permission(request)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[ConsultaDeEndereco]":
        """All, or the person's own."""
        todas = super().get_queryset(request)
        return todas if super().has_view_permission(request) else todas.filter(usuario=request.user.pk)

    @method_decorator(never_cache)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 - Django's own signature
        """Ask, and show the answer once: reading it again is asking again."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        pergunta = Pergunta(request.POST if request.method == "POST" else None)
        contexto = {
            "title": _("Quem usava um endereço"),
            "opts": self.opts,
            "formulario": pergunta,
            "conexoes": _perguntar(request, pergunta) if pergunta.is_valid() else None,
            "guardadas_desde": guardadas_desde(),
            "fuso": get_default_timezone_name(),
        }
        return TemplateResponse(request, "radius/consulta.html", {**self.admin_site.each_context(request), **contexto})

    @admin.display(description=_("conexões"))
    def quantas(self, consulta: ConsultaDeEndereco) -> int:
        """How many were shown."""
        return len(consulta.mostradas)

    @admin.display(description=_("conexões mostradas"))
    def mostrar_conexoes(self, consulta: ConsultaDeEndereco) -> SafeString | str:
        """Their keys."""
        return json_legivel(consulta.mostradas)


def _perguntar(request: HttpRequest, pergunta: Pergunta) -> list[tuple[ConexaoIdentificada, str]] | None:
    """Each connection and how it ended; None when the question is refused, and the form says why."""
    dados = pergunta.cleaned_data
    try:
        conexoes = quem_usava(
            dados["endereco"],
            dados["instante"],
            motivo=dados["motivo"],
            margem=timedelta(minutes=dados["margem"]),
            autor=Autor(porta=Registro.Porta.PAINEL, id_usuario=request.user.pk, endereco_ip=endereco_ip(request)),
            agora=datas.agora(),
        )
    except RuleRefused as recusa:
        pergunta.add_error(None, str(recusa))
        return None
    return [(conexao, frase_da_causa(conexao.causa_do_fim)) for conexao in conexoes]
