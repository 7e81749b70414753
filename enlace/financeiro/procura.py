"""The bills that somebody may mean by what they type: a number, a nosso número, a customer's code, a linha digitável."""

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from enlace.core.admin import codigo_digitado
from enlace.core.errors import RuleRefused
from enlace.financeiro.boleto import codigo, montagem
from enlace.financeiro.boleto.titulo import Titulo
from enlace.financeiro.models import ContaBancaria, Fatura
from enlace.financeiro.titulo import identificacao

# Nobody pages further through the bills of one customer.
_MAIS_ACHADAS: Final = 1_000


def chaves(termo: str, *, hoje: date) -> list[int]:
    """The keys of those bills, newest first, each way by its index; none for what is no number."""
    digitado = termo.strip()
    numero = codigo_digitado(digitado)
    if numero is not None:
        return list(_do_numero(numero)[:_MAIS_ACHADAS])
    return _do_boleto(digitado, hoje)


def _do_numero(numero: int) -> "QuerySet[Any, Any]":
    todas = Fatura.objects.order_by().values_list("pk", flat=True)
    contas = list(ContaBancaria.objects.order_by().values_list("pk", flat=True))
    do_banco = todas.filter(conta__in=contas, nosso_numero=numero)
    do_cliente = todas.filter(cliente__codigo_cliente=numero)
    return todas.filter(pk=numero).union(do_banco, do_cliente).order_by("-pk")


def _do_boleto(texto: str, hoje: date) -> list[int]:
    """The bill of a linha digitável or bar code, of whichever day it was: only the free field tells whose title it is."""
    try:
        lido = codigo.ler(texto)
        titulo = montagem.titulo_do_codigo(lido, hoje=hoje)
    except RuleRefused:
        return []
    numero = codigo_digitado(titulo.identificacao.nosso_numero)
    if numero is None:
        return []
    do_banco = Fatura.objects.select_related("conta").filter(
        conta__in=list(ContaBancaria.objects.filter(banco=lido.banco)), nosso_numero=numero
    )
    return [
        fatura.pk
        for fatura in do_banco
        if fatura.conta is not None and _campo_livre(fatura.conta, numero, titulo) == lido.campo_livre
    ]


def _campo_livre(conta: ContaBancaria, numero: int, lido: Titulo) -> str:
    try:
        nosso = Titulo(identificacao=identificacao(conta, numero), valor=lido.valor, vencimento=lido.vencimento)
        return montagem.codigo_de_barras(nosso).campo_livre
    except RuleRefused:
        return ""
