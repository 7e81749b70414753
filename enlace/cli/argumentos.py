"""What people type, as values: days, reais, accounts. What is wrong is said in one sentence."""

import argparse
import re
from datetime import date
from decimal import Decimal
from typing import Final

from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import ContaBancaria, FormaCobranca

_DIA: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REAIS: Final = re.compile(r"[0-9]{1,10}([.,][0-9]{1,2})?")


class ContaDesconhecida(RuleRefused):
    """There is no account with this code. The sentence names those that there are."""

    def __init__(self, codigo: int) -> None:
        contas = ", ".join(f"{conta.pk} ({conta})" for conta in ContaBancaria.objects.order_by("pk")) or "nenhuma"
        super().__init__(f"Não há conta bancária {codigo}. Contas: {contas}.")


class FormaDesconhecida(RuleRefused):
    """There is no way of charging with this code. The sentence names those that there are."""

    def __init__(self, codigo: int) -> None:
        formas = ", ".join(f"{forma.pk} ({forma})" for forma in FormaCobranca.objects.order_by("pk")) or "nenhuma"
        super().__init__(f"Não há forma de cobrança {codigo}. Formas: {formas}.")


class ClienteDesconhecido(RuleRefused):
    """There is no customer with this code."""

    mensagem = "Não há cliente com este código."


def dia(texto: str) -> date:
    """`2026-12-10`."""
    try:
        if _DIA.fullmatch(texto):
            return date.fromisoformat(texto)
    except ValueError:  # 30 February
        pass
    raise argparse.ArgumentTypeError(f"“{texto}” não é uma data: escreva como 2026-12-10")


def reais(texto: str) -> Decimal:
    """`100.00`, `100,5` or `100`; without points between thousands, which could be taken for cents."""
    if not _REAIS.fullmatch(texto):
        raise argparse.ArgumentTypeError(f"“{texto}” não é um valor: escreva como 1234.56")
    return Decimal(texto.replace(",", "."))


def conta(codigo: int) -> ContaBancaria:
    """The account with this code. Refused: `ContaDesconhecida`."""
    achada = ContaBancaria.objects.filter(pk=codigo).first()
    if achada is None:
        raise ContaDesconhecida(codigo)
    return achada


def forma(codigo: int) -> FormaCobranca:
    """The way of charging with this code. Refused: `FormaDesconhecida`."""
    achada = FormaCobranca.objects.select_related("conta").filter(pk=codigo).first()
    if achada is None:
        raise FormaDesconhecida(codigo)
    return achada


def cliente(codigo: int) -> Cliente:
    """The customer whom people know by this code. Refused: `ClienteDesconhecido`."""
    achado = Cliente.objects.filter(codigo_cliente=codigo).first()
    if achado is None:
        raise ClienteDesconhecido
    return achado
