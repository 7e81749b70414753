"""A bill as the bank sees it: which title, worth how much on which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enlace.core.dinheiro import ZERO
from enlace.financeiro.boleto.titulo import Identificacao, Titulo
from enlace.financeiro.calculo import Desconto, TipoDeDesconto, desconto, multa_e_juros
from enlace.financeiro.models import ContaBancaria, Fatura, FeriadoLocal


@dataclass(frozen=True, kw_only=True)
class ValorNoDia:
    """What settles a bill on a day, in R$: the principal, less a discount, plus fine and interest.

    `vencimento` is what the boleto of that day carries: the bill's own, or that day once it is overdue.
    """

    principal: Decimal
    desconto: Decimal
    multa: Decimal
    juros: Decimal
    vencimento: date

    @property
    def total(self) -> Decimal:
        """What settles it."""
        return self.principal - self.desconto + self.multa + self.juros


def valor_no_dia(fatura: Fatura, dia: date, feriados_locais: Collection[date] = ()) -> ValorNoDia:
    """What an open bill costs on `dia`; once it is overdue no discount is left.

    Paid or cancelled ones keep their own amount and date, as the documented paid bill does (4.7).
    """
    encargos = multa_e_juros(
        fatura.valor,
        vencimento=fatura.data_vencimento,
        hoje=dia if fatura.situacao == Fatura.Situacao.AGUARDANDO else fatura.data_vencimento,
        multa_percentual=fatura.multa_percentual,
        juros_ao_mes=fatura.juros_ao_mes,
        feriados_locais=feriados_locais,
    )
    return ValorNoDia(
        principal=fatura.valor,
        desconto=ZERO if encargos.dias or fatura.situacao != Fatura.Situacao.AGUARDANDO else _desconto(fatura, dia),
        multa=encargos.multa,
        juros=encargos.juros,
        vencimento=dia if encargos.dias else fatura.data_vencimento,
    )


def valores_no_dia(faturas: Collection[Fatura], dia: date) -> dict[int, ValorNoDia]:
    """The same of several bills, by their keys; the local holidays are looked up once for all."""
    if not faturas:
        return {}
    desde = min(fatura.data_vencimento for fatura in faturas)
    feriados = frozenset(FeriadoLocal.objects.filter(data__range=(desde, dia)).values_list("data", flat=True))
    return {fatura.pk: valor_no_dia(fatura, dia, feriados) for fatura in faturas}


def identificacao(conta: ContaBancaria, nosso_numero: int) -> Identificacao:
    """The title of an account with this nosso número, for the bank's own rules (`boleto.bancos`)."""
    return Identificacao(
        banco=conta.banco,
        carteira=conta.carteira,
        nosso_numero=str(nosso_numero),
        agencia=conta.agencia,
        posto=conta.posto,
        conta=conta.conta,
        beneficiario=conta.beneficiario,
    )


def titulo(fatura: Fatura, no_dia: ValorNoDia) -> Titulo:
    """The title to be paid. Only for a bill with an account and a number.

    A discount is not taken off here: the bank takes it off, because it was registered with the title.
    """
    if fatura.conta is None or fatura.nosso_numero is None:
        raise LookupError("a bill without an account is no title")
    return Titulo(
        identificacao=identificacao(fatura.conta, fatura.nosso_numero),
        valor=no_dia.principal + no_dia.multa + no_dia.juros,
        vencimento=no_dia.vencimento,
    )


def _desconto(fatura: Fatura, dia: date) -> Decimal:
    if fatura.desconto_valor is None or fatura.desconto_ate is None:
        return ZERO
    regra = Desconto(TipoDeDesconto.FIXO, fatura.desconto_valor, fatura.desconto_ate)
    return desconto(fatura.valor, regra, hoje=dia)
