"""The page of the notices of debt: here, because noting that one was given by hand is a process (`processos`)."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.core.admin import PaginadorDeTabelaGrande, acao_na_ficha, codigo_digitado
from enlace.financeiro.admin.acoes import PaginaComAcoes
from enlace.financeiro.admin.colunas import numero_da_fatura
from enlace.financeiro.models import AvisoDebito
from enlace.processos.aviso_de_debito import registrar_entrega


class ComoEQuando(forms.Form):
    """How people gave the notice, and on which day."""

    canal = forms.CharField(label=_("Entregue por"), max_length=40, initial=_("carta"), widget=UnfoldAdminTextInputWidget)
    dia = forms.DateField(label=_("Entregue em"), widget=UnfoldAdminSingleDateWidget)


@admin.register(AvisoDebito)
class AvisoDebitoAdmin(PaginaComAcoes):
    """Notices given, or to be given by people because the customer has no address, found by the number of their bill."""

    list_display = ("id_aviso_debito", numero_da_fatura, "criado_em", "notificado_em", "canal")
    list_filter = (("notificado_em", admin.EmptyFieldListFilter),)
    sortable_by = ()
    search_fields = ("fatura__id_fatura__exact",)
    search_help_text = _("Número da fatura")
    paginator = PaginadorDeTabelaGrande
    actions_detail = ("registrar_entrega",)

    def procurar(self, linhas: "models.QuerySet[AvisoDebito]", termo: str) -> "models.QuerySet[AvisoDebito]":
        """That of one bill."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(fatura=codigo)

    @acao_na_ficha(descricao=_("Registrar entrega"), caminho="registrar-entrega", permissoes=("agir",), icone="mark_email_read")
    def registrar_entrega(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note that the notice was given by letter or at the counter; the days to a suspension count from then."""
        return self.agir(
            request,
            object_id,
            formulario=ComoEQuando,
            titulo=_("Registrar entrega do aviso"),
            inicial=lambda _aviso: {"canal": _("carta"), "dia": datas.hoje()},
            fazer=_registrar,
        )


def _registrar(aviso: AvisoDebito, dados: dict[str, Any], autor: Autor) -> object:
    agora = datas.agora()
    return registrar_entrega(aviso.fatura_id, canal=dados["canal"], quando=_instante(dados["dia"], agora), autor=autor, agora=agora)


def _instante(dia: date, agora: datetime) -> datetime:
    """The end of the day, or now: nobody knows the hour, and the customer's days must not be shortened."""
    fim = timezone.make_aware(datetime.combine(dia, time.max))
    return agora if dia == datas.dia_local(agora) else fim
