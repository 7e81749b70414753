"""The bills of a customer, as a list."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.financeiro.models import Fatura
from enlace.financeiro.prazos import vencida, vencidas_ate
from enlace.financeiro.titulo import valor_no_dia
from enlace.painel import celulas
from enlace.painel.faturas.celulas import ABERTA, situacao
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio

_SITUACOES: Final = {"abertas": ABERTA, "pagas": Fatura.Situacao.QUITADO, "canceladas": Fatura.Situacao.CANCELADO}
_ATOS: Final = (
    (_("Enviar"), "painel:faturas:enviar", "financeiro.enviar"),
    (_("Receber"), "painel:faturas:receber", "financeiro.receber"),
)


class _FiltroDeFaturas(Filtro):
    situacao = forms.ChoiceField(
        label=_("Situação"),
        choices=[
            ("", _("Todas")),
            ("abertas", _("Em aberto")),
            ("vencidas", _("Vencidas")),
            ("pagas", _("Pagas")),
            ("canceladas", _("Canceladas")),
        ],
    )


def lista_de_faturas(request: HttpRequest, id_cliente: int, *, hoje: date, feriados: Collection[date]) -> Lista[Fatura]:
    """The list, newest due date first; what settles each is of today."""

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Fatura]":
        faturas = Fatura.objects.filter(cliente=id_cliente)
        if filtro["situacao"] == "vencidas":
            return faturas.filter(situacao=ABERTA, data_vencimento__lte=vencidas_ate(hoje, feriados))
        return faturas.filter(situacao=_SITUACOES[filtro["situacao"]]) if filtro["situacao"] else faturas

    def a_pagar(fatura: Fatura) -> str:
        return celulas.dinheiro(valor_no_dia(fatura, hoje, feriados).total if fatura.situacao == ABERTA else None)

    return Lista[Fatura](
        titulo=_("Faturas"),
        arquivo=f"faturas-do-cliente-{id_cliente}",
        linhas=linhas,
        filtro=_FiltroDeFaturas,
        ordem=("-data_vencimento", "-id_fatura"),
        modelo="painel/clientes/aba.html",
        vazio=Vazio(_("Nenhuma fatura"), _("Não há faturas deste cliente nessa situação.")),
        colunas=(
            Coluna(titulo=_("Fatura"), valor=_numero, csv=lambda fatura: fatura.pk, principal=True),
            Coluna(
                titulo=_("Vencimento"),
                valor=lambda fatura: celulas.dia(fatura.data_vencimento),
                csv=lambda fatura: fatura.data_vencimento,
                ordem=("data_vencimento",),
            ),
            Coluna(
                titulo=_("Situação"),
                valor=lambda fatura: situacao(fatura, vencida=vencida(fatura.data_vencimento, hoje, feriados)),
            ),
            Coluna(
                titulo=_("Valor"), valor=lambda fatura: celulas.dinheiro(fatura.valor), csv=lambda fatura: fatura.valor, numero=True
            ),
            Coluna(titulo=_("A pagar hoje"), valor=a_pagar, numero=True),
            Coluna(
                titulo=_("Paga em"),
                valor=lambda fatura: celulas.dia(fatura.data_pagamento),
                csv=lambda fatura: fatura.data_pagamento,
            ),
            Coluna(
                titulo=_("Valor pago"),
                valor=lambda fatura: celulas.dinheiro(fatura.valor_pago),
                csv=lambda fatura: fatura.valor_pago,
                numero=True,
            ),
            Coluna(titulo=_("Atos"), valor=lambda fatura: _atos(request, fatura), so_tela=True),
        ),
    )


def _numero(fatura: Fatura) -> SafeString:
    return celulas.link(_("Fatura %d") % fatura.pk, reverse("painel:faturas:fatura", args=[fatura.pk]))


def _atos(request: HttpRequest, fatura: Fatura) -> SafeString:
    """Of an open bill, what this person may do."""
    if fatura.situacao != ABERTA:
        return SafeString("—")
    volta = urlencode({"volta": request.get_full_path()})
    botoes = format_html_join(
        " ",
        '<a class="botao pequeno" href="{}?{}" data-janela aria-label="{} a fatura {}">{}</a>',
        (
            (reverse(rota, args=[fatura.pk]), volta, rotulo, fatura.pk, rotulo)
            for rotulo, rota, permissao in _ATOS
            if request.user.has_perm(permissao)
        ),
    )
    return format_html('<span class="botoes">{}</span>', botoes)
