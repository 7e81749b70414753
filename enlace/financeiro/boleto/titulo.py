"""What is charged and by whom: the numbers that a bank's rules put into a bar code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enlace.financeiro.boleto.recusas import DadoRecusado


@dataclass(frozen=True, kw_only=True)
class Identificacao:
    """Which title, of which account at which bank. Texts of digits without check digits; zeros on the left may be missing.

    `agencia`: four digits; at Sicoob and Sicredi the cooperative. `posto`: Sicredi only.
    `beneficiario`: the number by which the bank knows who charges: código do beneficiário, código do cedente, and at Banco do
    Brasil the convênio. `conta`: the current account, where the bank's layout has it instead of or beside a beneficiário.
    What a layout does not have may be filled in, and is empty in an identification that was read from a bar code.
    """

    banco: str
    carteira: str
    nosso_numero: str
    agencia: str = ""
    posto: str = ""
    conta: str = ""
    beneficiario: str = ""


@dataclass(frozen=True, kw_only=True)
class Titulo:
    """What is to be paid. A value of zero leaves the amount to the payer, no due date the day."""

    identificacao: Identificacao
    valor: Decimal
    vencimento: date | None


def com_zeros(numero: str, tamanho: int, *, nome: str) -> str:
    """The number in its place, zeros on the left. `nome` is what a person calls it. Refused: `DadoRecusado`."""
    if not numero:
        raise DadoRecusado(nome=nome, motivo="falta informar")
    if not (numero.isascii() and numero.isdigit()):
        raise DadoRecusado(nome=nome, motivo="só pode ter números")
    if len(numero) > tamanho:
        raise DadoRecusado(nome=nome, motivo=f"pode ter no máximo {tamanho} números")
    return numero.zfill(tamanho)
