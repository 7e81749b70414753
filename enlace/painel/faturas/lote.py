"""Several bills settled at once: looked over first, then each by itself."""

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.core.dinheiro import ZERO
from enlace.financeiro.models import Fatura
from enlace.financeiro.titulo import valores_no_dia
from enlace.painel.acesso import autor_de, pagina
from enlace.painel.atos import enviado
from enlace.painel.faturas.celulas import ABERTA
from enlace.painel.formularios import Dia, Formulario
from enlace.processos.recebimento_em_lote import Recebida, receber_varias

# A page of a list has fifty; nobody looks over more than these before confirming.
MAIS_FATURAS: Final = 200


class DiaDoRecebimento(Formulario):
    """The day on which all of them were paid."""

    dia = Dia(label=_("Dia do pagamento"))

    def clean_dia(self) -> Any:  # noqa: ANN401 - a date
        """Nobody has paid tomorrow."""
        dia = self.cleaned_data["dia"]
        if dia > datas.hoje():
            raise forms.ValidationError(_("Esse dia ainda não chegou."))
        return dia


@pagina("financeiro.receber")
def receber_escolhidas(request: HttpRequest) -> HttpResponse:
    """Look them over for a day of payment (GET), settle them (POST) and say what became of each."""
    chaves = _chaves(request)
    formulario = DiaDoRecebimento(
        enviado(request) or (request.GET if "dia" in request.GET else None), initial={"dia": datas.hoje()}
    )
    valido = formulario.is_valid()
    dia = formulario.cleaned_data["dia"] if valido else datas.hoje()
    if request.method == "POST" and valido:
        return _resultado(request, receber_varias(chaves, dia=dia, autor=autor_de(request), agora=datas.agora()))
    faturas = list(Fatura.objects.filter(pk__in=chaves).select_related("cliente").order_by("data_vencimento", "pk"))
    abertas = [fatura for fatura in faturas if fatura.situacao == ABERTA]
    custam = valores_no_dia(abertas, dia)
    contexto = {
        "formulario": formulario,
        "dia": dia,
        "linhas": [(fatura, custam[fatura.pk]) for fatura in abertas],
        "soma": sum((custam[fatura.pk].total for fatura in abertas), ZERO),
        "fora": [fatura for fatura in faturas if fatura.situacao != ABERTA],
        "maximo": MAIS_FATURAS,
        "demais": len(request.GET.getlist("fatura")) > MAIS_FATURAS,
    }
    return render(request, "painel/faturas/receber_varias.html", contexto, status=422 if formulario.errors else 200)


def _chaves(request: HttpRequest) -> list[int]:
    pedidas = (request.POST if request.method == "POST" else request.GET).getlist("fatura")
    numeros = [int(texto) for texto in pedidas if texto.isdecimal() and len(texto) <= 18]  # noqa: PLR2004 - a bigint
    return list(dict.fromkeys(numeros))[:MAIS_FATURAS]


def _resultado(request: HttpRequest, recebidas: list[Recebida]) -> HttpResponse:
    feitas = [recebida for recebida in recebidas if not recebida.recusa]
    contexto = {
        "feitas": feitas,
        "recusadas": [recebida for recebida in recebidas if recebida.recusa],
        "soma": sum((recebida.valor for recebida in feitas), ZERO),
    }
    return render(request, "painel/faturas/recebidas.html", contexto)
