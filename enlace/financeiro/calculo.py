"""The arithmetic of a bill: pro rata, instalments, fine and interest, discount.

Pure functions of amounts, dates and percentages. Amounts are `Decimal` in reais and are refused when they have fractions of a cent
(`core.dinheiro.conferir`); percentages are written as people say them: `Decimal("2")` is two per cent. Each amount that leaves is
rounded once, by `core.dinheiro.arredondar`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from enlace.core.datas import meses_depois
from enlace.core.dinheiro import CENTAVO, ZERO, arredondar, conferir
from enlace.core.errors import RuleRefused
from enlace.financeiro.calendario import vencimento_util

# Of a consumer's instalment: Código de Defesa do Consumidor (Lei 8.078/1990), art. 52, § 1.
MULTA_MAXIMA: Final = Decimal(2)
# A month, agreed for being late: Decreto 22.626/1933, arts. 1 and 5, read by the courts as 1 % (STJ, Súmula 379, for banks). The
# legal rate of Código Civil, art. 406 (Lei 14.905/2024: Selic less IPCA) is for debts without an agreed rate and does not come in.
JUROS_MAXIMOS: Final = Decimal(1)

_DIAS_DO_MES: Final = 30
_CEM: Final = Decimal(100)
_DEZEMBRO: Final = 12


class ValorNegativo(RuleRefused):
    """An amount to be billed is less than nothing."""

    mensagem = "O valor não pode ser negativo."


class PeriodoInvertido(RuleRefused):
    """A period that ends before it begins."""

    mensagem = "O fim do período é anterior ao início."


class ParcelamentoRecusado(RuleRefused):
    """An amount cannot be divided into that many instalments."""


class MultaRecusada(RuleRefused):
    """A fine above what the law allows, or below nothing."""

    mensagem = f"A multa por atraso vai de 0 % a {MULTA_MAXIMA} % (Código de Defesa do Consumidor, art. 52, § 1º)."


class JurosRecusados(RuleRefused):
    """Interest above what the law allows, or below nothing."""

    mensagem = f"Os juros de mora vão de 0 % a {JUROS_MAXIMOS} % ao mês (Decreto 22.626/1933, arts. 1º e 5º)."


class DescontoRecusado(RuleRefused):
    """A discount below nothing or of more than the whole."""


class TipoDeDesconto(StrEnum):
    """What the number of a discount is."""

    FIXO = "fixo"
    PERCENTUAL = "percentual"


@dataclass(frozen=True)
class Desconto:
    """A discount for who pays up to and including a day: reais (`FIXO`) or per cent of the bill (`PERCENTUAL`)."""

    tipo: TipoDeDesconto
    quanto: Decimal
    ate: date


@dataclass(frozen=True)
class Encargos:
    """What being late adds to a bill: the days that interest was counted for, and both amounts, each in whole cents."""

    principal: Decimal
    dias: int
    multa: Decimal
    juros: Decimal

    @property
    def total(self) -> Decimal:
        """What settles the bill."""
        return self.principal + self.multa + self.juros


def pro_rata(valor_mensal: Decimal, inicio: date, fim: date) -> Decimal:
    """What a monthly price comes to from `inicio` up to, but without, `fim`, in reais.

    A whole month (to the same day of a later month, or its last day) costs the monthly price, however long it is; each day of what
    is left costs a thirtieth of it: 26/09/2017 to 09/10/2017 is 13 days, 49.90 / 30 * 13 = 21.62 (a documented bill). Days are
    those of the calendar, because the bill prints them and the customer can count them. The banks' 30/360 agrees with that bill but
    would charge three days from 28 February to 1 March and none from 30 to 31 January.

    The days left are never more than thirty, so part of a month never costs more than the month. Periods billed one by one may: two
    halves of a month of 31 days are 31 thirtieths.

    Refused: `ValorNegativo`, `ValorRecusado`, `PeriodoInvertido`.
    """
    valor = _nao_negativo(valor_mensal)
    if fim < inicio:
        raise PeriodoInvertido
    meses = (fim.year - inicio.year) * _DEZEMBRO + fim.month - inicio.month
    if meses_depois(inicio, meses) > fim:
        meses -= 1
    dias = (fim - meses_depois(inicio, meses)).days
    # Multiplied before it is divided: a thirtieth of a price is seldom exact.
    return arredondar(valor * (meses * _DIAS_DO_MES + dias) / _DIAS_DO_MES)


def parcelar(valor: Decimal, parcelas: int) -> tuple[Decimal, ...]:
    """An amount in instalments that add up to it: all equal, and what does not divide in the last: 33.33, 33.33, 33.34.

    Refused: `ParcelamentoRecusado` for less than one instalment or for instalments of less than a cent, `ValorRecusado`.
    """
    centavos = int(conferir(valor) / CENTAVO)
    if parcelas < 1:
        raise ParcelamentoRecusado("O número de parcelas começa em 1.")
    if centavos < parcelas:
        raise ParcelamentoRecusado("Cada parcela tem de ter pelo menos um centavo.")
    parcela, resto = divmod(centavos, parcelas)
    return (*[parcela * CENTAVO] * (parcelas - 1), (parcela + resto) * CENTAVO)


def multa_e_juros(
    valor: Decimal,
    *,
    vencimento: date,
    hoje: date,
    multa_percentual: Decimal,
    juros_ao_mes: Decimal,
    feriados_locais: Collection[date] = (),
) -> Encargos:
    """What a bill of `valor` reais due on `vencimento` costs on the day `hoje`.

    Fine: `multa_percentual` per cent, once, from the first day late. Interest: `juros_ao_mes` per cent / 30 for each calendar day,
    on `valor` alone, never on the fine or on interest. Each is rounded once: 10.00 with 2 % and 1 %, 636 days late, is 0.20 and
    2.12. Due on a day without banks and paid on the next business day, nothing is added (Lei 7.089/1983, art. 1); paid later,
    interest counts from the due date itself (STJ, REsp 1.954.924).

    Refused: `MultaRecusada` and `JurosRecusados` above `MULTA_MAXIMA` and `JUROS_MAXIMOS`, `ValorNegativo`, `ValorRecusado`.
    """
    principal = _nao_negativo(valor)
    if not _esta_entre_zero_e(MULTA_MAXIMA, multa_percentual):
        raise MultaRecusada
    if not _esta_entre_zero_e(JUROS_MAXIMOS, juros_ao_mes):
        raise JurosRecusados
    if hoje <= vencimento_util(vencimento, feriados_locais):
        return Encargos(principal=principal, dias=0, multa=ZERO, juros=ZERO)
    dias = (hoje - vencimento).days
    return Encargos(
        principal=principal,
        dias=dias,
        multa=arredondar(principal * multa_percentual / _CEM),
        juros=arredondar(principal * juros_ao_mes * dias / (_CEM * _DIAS_DO_MES)),
    )


def desconto(valor: Decimal, regra: Desconto, *, hoje: date) -> Decimal:
    """The reais that the rule takes off a bill of `valor` paid on `hoje`: nothing after its day, never more than the bill.

    Its day is not put off by weekends or holidays: it is a favour, not a term.
    Refused: `DescontoRecusado` for less than nothing or over 100 %, `ValorNegativo`, `ValorRecusado`.
    """
    inteiro = _nao_negativo(valor)
    abatimento = _abatimento(inteiro, regra)
    return min(abatimento, inteiro) if hoje <= regra.ate else ZERO


def _abatimento(valor: Decimal, regra: Desconto) -> Decimal:
    if regra.tipo is TipoDeDesconto.FIXO:
        fixo = conferir(regra.quanto)
        if fixo < 0:
            raise DescontoRecusado("O desconto não pode ser negativo.")
        return fixo
    if not _esta_entre_zero_e(_CEM, regra.quanto):
        raise DescontoRecusado("O desconto vai de 0 % a 100 %.")
    return arredondar(valor * regra.quanto / _CEM)


def _esta_entre_zero_e(teto: Decimal, percentual: Decimal) -> bool:
    # To compare with what is not a number is an error, not a no.
    return percentual.is_finite() and 0 <= percentual <= teto


def _nao_negativo(valor: Decimal) -> Decimal:
    conferido = conferir(valor)
    if conferido < 0:
        raise ValorNegativo
    return conferido
