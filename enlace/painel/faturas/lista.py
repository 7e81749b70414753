"""All bills: found by what they are, settled several at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.core.datas import hoje as hoje_no_provedor
from enlace.financeiro import procura
from enlace.financeiro.models import ContaBancaria, Fatura, FeriadoLocal, TipoCobranca
from enlace.financeiro.prazos import vencida, vencidas_ate
from enlace.financeiro.titulo import valor_no_dia
from enlace.painel import celulas
from enlace.painel.acesso import em_parte, pagina
from enlace.painel.faturas.celulas import ABERTA, situacao
from enlace.painel.formularios import Dia
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio

_SITUACOES: Final = {"aberta": ABERTA, "paga": Fatura.Situacao.QUITADO, "cancelada": Fatura.Situacao.CANCELADO}
_POR_VENCIMENTO: Final = ("-data_vencimento", "-id_fatura")
# A sum reads the rows themselves, which lie scattered: some milliseconds for so many.
_MAIS_SOMADAS: Final = 5_000
# The index of payments serves this one: who asks for days of payment has them in their order.
_POR_PAGAMENTO: Final = ("-data_pagamento", "-id_fatura")


class FiltroDeFaturas(Filtro):
    """What the list may be asked for; other pages lead here by these names."""

    mais = ("pagamento_de", "pagamento_ate", "conta", "forma")

    q = forms.CharField(
        label=_("Procurar"),
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("Número, nosso número, linha digitável, código do cliente")}),
    )
    situacao = forms.ChoiceField(
        label=_("Situação"),
        choices=[
            ("", _("Todas")),
            ("aberta", _("Em aberto")),
            ("vencida", _("Vencidas")),
            ("paga", _("Pagas")),
            ("cancelada", _("Canceladas")),
        ],
    )
    vencimento_de = Dia(label=_("Vencimento de"))
    vencimento_ate = Dia(label=_("Vencimento até"))
    pagamento_de = Dia(label=_("Pagamento de"))
    pagamento_ate = Dia(label=_("Pagamento até"))
    conta = forms.ModelChoiceField(label=_("Conta"), queryset=ContaBancaria.objects.all(), empty_label=_("Todas"))
    forma = forms.ChoiceField(label=_("Forma de cobrança"), choices=[("", _("Todas")), *TipoCobranca.choices])


@pagina("financeiro.view_fatura")
def lista(request: HttpRequest) -> HttpResponseBase:
    """The list, or its CSV."""
    hoje = hoje_no_provedor()
    return _lista(request, hoje, frozenset(FeriadoLocal.objects.values_list("data", flat=True))).responder(request)


def filtradas(filtro: Mapping[str, Any], *, hoje: date, feriados: Collection[date]) -> "QuerySet[Fatura]":
    """The bills that the filter means, each way by its index."""
    faturas = Fatura.objects.all()
    if filtro["q"]:
        faturas = faturas.filter(pk__in=procura.chaves(filtro["q"], hoje=hoje))
    if filtro["situacao"] == "vencida":
        faturas = faturas.filter(situacao=ABERTA, data_vencimento__lte=vencidas_ate(hoje, feriados))
    elif filtro["situacao"]:
        faturas = faturas.filter(situacao=_SITUACOES[filtro["situacao"]])
    condicoes = {
        "data_vencimento__gte": filtro["vencimento_de"],
        "data_vencimento__lte": filtro["vencimento_ate"],
        "data_pagamento__gte": filtro["pagamento_de"],
        "data_pagamento__lte": filtro["pagamento_ate"],
        "conta": filtro["conta"],
        "tipo_cobranca": filtro["forma"],
    }
    return faturas.filter(**{nome: valor for nome, valor in condicoes.items() if valor})


@dataclass
class _Pedido:
    """One request: the day, and the bills that its filter meant, which the sum is made of, too."""

    hoje: date
    feriados: Collection[date]
    faturas: "QuerySet[Fatura] | None" = None

    def linhas(self, _request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Fatura]":
        """The rows of the list."""
        faturas = filtradas(filtro, hoje=self.hoje, feriados=self.feriados)
        # Of all bills there is no sum: it would be of the whole table.
        self.faturas = faturas if any(filtro.values()) else None
        return faturas.select_related("cliente")

    def contexto(self, request: HttpRequest) -> dict[str, object]:
        """The sum of what is filtered, where it is of no more bills than can be read at once."""
        if self.faturas is None or em_parte(request):
            return {}
        soma = self.faturas.order_by()[:_MAIS_SOMADAS].aggregate(quantas=Count("pk"), valor=Sum("valor"), pago=Sum("valor_pago"))
        return {"soma": soma} if 0 < soma["quantas"] < _MAIS_SOMADAS else {}


def _lista(request: HttpRequest, hoje: date, feriados: Collection[date]) -> Lista[Fatura]:
    pedido = _Pedido(hoje, feriados)
    pede_pagamento = bool(request.GET.get("pagamento_de") or request.GET.get("pagamento_ate"))
    return Lista[Fatura](
        titulo=_("Faturas"),
        arquivo="faturas",
        linhas=pedido.linhas,
        filtro=FiltroDeFaturas,
        ordem=_POR_PAGAMENTO if pede_pagamento else _POR_VENCIMENTO,
        modelo="painel/faturas/lista.html",
        contexto=pedido.contexto,
        vazio=Vazio(_("Nenhuma fatura"), _("Mude os filtros. As faturas do mês nascem no faturamento, em “Faturamento mensal”.")),
        colunas=_colunas(request, hoje, feriados),
    )


def _colunas(request: HttpRequest, hoje: date, feriados: Collection[date]) -> tuple[Coluna[Fatura], ...]:
    recebe = request.user.has_perm("financeiro.receber")
    ve_cliente = request.user.has_perm("clientes.view_cliente")

    def em_atraso(fatura: Fatura) -> bool:
        return fatura.situacao == ABERTA and vencida(fatura.data_vencimento, hoje, feriados)

    def hoje_custa(fatura: Fatura) -> Decimal | None:
        return valor_no_dia(fatura, hoje, feriados).total if em_atraso(fatura) else None

    return (
        Coluna(
            titulo=_("Fatura"),
            valor=lambda f: _numero(f, marcavel=recebe),
            csv=lambda f: f.pk,
            ordem=("id_fatura",),
            principal=True,
        ),
        Coluna(titulo=_("Cliente"), valor=lambda f: _cliente(f, com_link=ve_cliente), csv=lambda f: f.cliente.nome_razaosocial),
        Coluna(titulo=_("Código do cliente"), valor=lambda f: f.cliente.codigo_cliente, so_csv=True),
        Coluna(
            titulo=_("Vencimento"),
            valor=lambda f: celulas.dia(f.data_vencimento),
            csv=lambda f: f.data_vencimento,
            ordem=("data_vencimento", "id_fatura"),
        ),
        Coluna(titulo=_("Valor"), valor=lambda f: celulas.dinheiro(f.valor), csv=lambda f: f.valor, numero=True),
        Coluna(
            titulo=_("Hoje"),
            valor=lambda f: celulas.dinheiro(valor) if (valor := hoje_custa(f)) else "",
            csv=hoje_custa,
            numero=True,
        ),
        Coluna(titulo=_("Situação"), valor=lambda f: situacao(f, vencida=em_atraso(f))),
        Coluna(titulo=_("Paga"), valor=_paga, csv=lambda f: f.data_pagamento),
        Coluna(titulo=_("Valor pago"), valor=lambda f: f.valor_pago, so_csv=True),
        Coluna(titulo=_("Forma"), valor=lambda f: f.get_tipo_cobranca_display()),
    )


def _numero(fatura: Fatura, *, marcavel: bool) -> SafeString:
    """The number, which leads to the bill, behind a box to be ticked where the bill may be settled."""
    link = celulas.link(fatura.pk, reverse("painel:faturas:fatura", args=[fatura.pk]))
    if not marcavel:
        return link
    caixa = (
        '<span class="junto"><input type="checkbox" name="fatura" value="{0}" form="receber-varias" '
        'aria-label="Escolher a fatura {0}"{1}> {2}</span>'
    )
    return format_html(caixa, fatura.pk, SafeString("" if fatura.situacao == ABERTA else " disabled"), link)


def _paga(fatura: Fatura) -> str:
    return f"{celulas.dinheiro(fatura.valor_pago)} em {celulas.dia(fatura.data_pagamento)}" if fatura.data_pagamento else ""


def _cliente(fatura: Fatura, *, com_link: bool) -> str:
    nome = f"{fatura.cliente.codigo_cliente} · {fatura.cliente.nome_razaosocial}"
    return celulas.link(nome, reverse("painel:clientes:ficha", args=[fatura.cliente_id])) if com_link else nome
