"""Open bills of a customer become new ones: chosen, shown as they would be, then agreed on."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.dinheiro import ZERO
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import Fatura, FormaCobranca
from enlace.financeiro.renegociacao import MAIS_PARCELAS, Parcela, prever
from enlace.financeiro.titulo import valores_no_dia
from enlace.painel.acesso import autor_de, ir_para, pagina
from enlace.painel.faturas.atos import voltaram
from enlace.painel.faturas.celulas import ABERTA
from enlace.painel.formularios import Dia, Formulario
from enlace.processos.recebimento import renegociar_faturas, servicos_restabelecidos

_MAIS_ABERTAS: Final = 200


class Acordo(Formulario):
    """Which bills, in how many instalments, from when, how charged; `total` is what the person saw and agreed on."""

    fatura = forms.ModelMultipleChoiceField(label=_("Faturas"), queryset=Fatura.objects.none(), widget=forms.MultipleHiddenInput)
    parcelas = forms.IntegerField(label=_("Parcelas"), min_value=1, max_value=MAIS_PARCELAS, initial=1)
    primeiro_vencimento = Dia(label=_("Vencimento da primeira"), help_text=_("As outras vencem no mesmo dia dos meses seguintes."))
    forma = forms.ModelChoiceField(label=_("Forma de cobrança"), queryset=FormaCobranca.objects.filter(ativo=True))
    total = forms.DecimalField(required=False, widget=forms.HiddenInput)

    def __init__(self, dados: Any, *, cliente: Cliente, **kwargs: Any) -> None:  # noqa: ANN401 - a QueryDict or None
        super().__init__(dados, **kwargs)
        self.fields["fatura"].queryset = Fatura.objects.filter(cliente=cliente)  # type: ignore[attr-defined]
        self.fields["fatura"].error_messages["required"] = _("Escolha ao menos uma fatura.")


@pagina("financeiro.emitir")
def renegociar(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Ask (GET), show the instalments (GET with all that they need), make the deal (POST)."""
    cliente = get_object_or_404(Cliente, pk=id_cliente)
    dados = request.POST if request.method == "POST" else request.GET if "parcelas" in request.GET else None
    formulario = Acordo(dados, cliente=cliente, initial={"primeiro_vencimento": datas.hoje(), "parcelas": 1})
    parcelas: list[Parcela] = []
    if formulario.is_bound and formulario.is_valid():
        try:
            parcelas = _prever(formulario.cleaned_data)
            if request.method == "POST":
                _exigir_o_mesmo(formulario.cleaned_data, parcelas)
                return _fazer(request, cliente, formulario.cleaned_data)
        except RuleRefused as recusa:
            formulario.add_error(None, str(recusa))
    contexto = {"cliente": cliente, "formulario": formulario, "parcelas": parcelas, **_abertas(request, cliente)}
    contexto["total"] = sum((parcela.valor for parcela in parcelas), ZERO)
    return render(request, "painel/faturas/renegociar.html", contexto, status=422 if formulario.errors else 200)


class ValorMudou(RuleRefused):
    """Between what was shown and what was confirmed a day has passed, or a bill was paid."""

    mensagem = "O valor mudou desde que as parcelas foram mostradas: confira as de agora e confirme de novo."


def _prever(dados: dict[str, Any]) -> list[Parcela]:
    chaves = [fatura.pk for fatura in dados["fatura"]]
    return prever(chaves, parcelas=dados["parcelas"], primeiro_vencimento=dados["primeiro_vencimento"], hoje=datas.hoje())


def _exigir_o_mesmo(dados: dict[str, Any], parcelas: list[Parcela]) -> None:
    visto: Decimal | None = dados["total"]
    if visto != sum((parcela.valor for parcela in parcelas), ZERO):
        raise ValorMudou


def _fazer(request: HttpRequest, cliente: Cliente, dados: dict[str, Any]) -> HttpResponse:
    agora = datas.agora()
    novas = renegociar_faturas(
        [fatura.pk for fatura in dados["fatura"]],
        parcelas=dados["parcelas"],
        primeiro_vencimento=dados["primeiro_vencimento"],
        forma=dados["forma"],
        autor=autor_de(request),
        agora=agora,
    )
    quantas = f"{len(novas)} nova{'s' if len(novas) > 1 else ''}"
    frase = f"Renegociação feita: {quantas}, a primeira é a fatura {novas[0].pk}."
    messages.success(request, frase + voltaram(servicos_restabelecidos(cliente.pk, em=agora)))
    return ir_para(request, reverse("painel:faturas:fatura", args=[novas[0].pk]))


def _abertas(request: HttpRequest, cliente: Cliente) -> dict[str, object]:
    """The customer's open bills with what each costs today, those chosen ticked."""
    abertas = list(Fatura.objects.filter(cliente=cliente, situacao=ABERTA).order_by("data_vencimento", "pk")[:_MAIS_ABERTAS])
    custam = valores_no_dia(abertas, datas.hoje())
    escolhidas = set((request.POST if request.method == "POST" else request.GET).getlist("fatura"))
    return {"abertas": [(fatura, custam[fatura.pk], str(fatura.pk) in escolhidas) for fatura in abertas]}
