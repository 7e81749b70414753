"""Renegotiation: open bills of a customer, at what they cost today, replaced by new ones a month apart.

The old bills are cancelled and name the first of those that took their place. Their lines are not cancelled with them: the days of
month stay billed, by the new bills now, so the monthly run never bills them again; not even when the new bills are cancelled,
which forgives the debt. Credits in the old bills are spent: the new ones cost what was left.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.clientes.models import Cliente
from enlace.core.datas import dia_local, meses_depois
from enlace.core.dinheiro import CENTAVO, ZERO
from enlace.core.errors import RuleRefused
from enlace.financeiro.calculo import parcelar
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.lancamento import em_reais_com_ponto
from enlace.financeiro.models import Cobranca, Fatura, FormaCobranca
from enlace.financeiro.titulo import valores_no_dia
from enlace.financeiro.travamento import FaturaDesconhecida, exigir_aberta, travar_cliente
from enlace.servicos.models import ClienteServico

# More do not fit into a line; every old bill names the first new one anyway.
_MAIS_NUMEROS: Final = 12
MAIS_PARCELAS: Final = 120


class NenhumaFatura(RuleRefused):
    """There is nothing to renegotiate."""

    mensagem = "Escolha ao menos uma fatura para renegociar."


class FaturasDeClientes(RuleRefused):
    """A deal is made with one customer."""

    mensagem = "As faturas são de clientes diferentes."


class VencimentoPassado(RuleRefused):
    """A deal does not begin overdue."""

    mensagem = "O primeiro vencimento já passou."


class ParcelasDemais(RuleRefused):
    """A number typed wrongly: ten years of bills at most."""

    mensagem = f"Uma renegociação tem no máximo {MAIS_PARCELAS} parcelas."


@dataclass(frozen=True, kw_only=True)
class _Acordo:
    """What was agreed on: how much in all, for which bills, and how much of it weighs on each service."""

    faturas: Sequence[Fatura]
    valor: Decimal
    pesos: Sequence[tuple[ClienteServico | None, Decimal]]
    parcelas: int


@dataclass(frozen=True, kw_only=True)
class Parcela:
    """One of the bills that a deal would make."""

    vencimento: date
    valor: Decimal


def prever(ids_faturas: Collection[int], *, parcelas: int, primeiro_vencimento: date, hoje: date) -> list[Parcela]:
    """What `renegociar` would issue today, without doing it. Refused: as `renegociar`, but for what issuing refuses."""
    _exigir_prazo(parcelas, primeiro_vencimento, hoje)
    faturas = list(Fatura.objects.filter(pk__in=set(ids_faturas)).order_by("pk"))
    if not faturas:
        raise NenhumaFatura
    if len({fatura.cliente_id for fatura in faturas}) > 1:
        raise FaturasDeClientes
    for fatura in faturas:
        exigir_aberta(fatura)
    return [
        Parcela(vencimento=meses_depois(primeiro_vencimento, numero), valor=valor)
        for numero, valor in enumerate(parcelar(_devido(faturas, hoje), parcelas))
    ]


def renegociar(
    ids_faturas: Collection[int],
    *,
    parcelas: int,
    primeiro_vencimento: date,
    forma: FormaCobranca,
    autor: Autor,
    agora: datetime,
) -> list[Fatura]:
    """Replace open bills of one customer by `parcelas` new ones, the first due on `primeiro_vencimento`, the others monthly after.

    They add up to what the old ones cost today (`titulo.valor_no_dia`); what does not divide is in the last one. Each line has the
    service of the old lines. When these were of several services, each new bill has a line for each, in proportion to what was
    charged for it: dunning finds services through the lines of overdue bills, and finds the same ones as before.

    Refused: `NenhumaFatura`, `FaturaDesconhecida`, `FaturasDeClientes`, `FaturaQuitada`, `FaturaCancelada`, `VencimentoPassado`,
    `ParcelasDemais`, `ParcelamentoRecusado` (less than one, or of less than a cent each), and what `emissao.emitir` refuses.
    """
    hoje = dia_local(agora)
    _exigir_prazo(parcelas, primeiro_vencimento, hoje)
    with transaction.atomic():
        faturas = _travar(sorted(set(ids_faturas)))
        acordo = _Acordo(faturas=faturas, valor=_devido(faturas, hoje), pesos=_pesos(faturas), parcelas=parcelas)
        novas = [
            emitir(
                NovaFatura(
                    cliente=faturas[0].cliente,
                    forma=forma,
                    vencimento=meses_depois(primeiro_vencimento, numero),
                    linhas=_linhas(acordo, numero, valor),
                    renegociada_em=agora,
                ),
                autor=autor,
                agora=agora,
            )
            for numero, valor in enumerate(parcelar(acordo.valor, parcelas))
        ]
        for fatura in faturas:
            _encerrar(fatura, novas[0], autor=autor, agora=agora)
    return novas


def _exigir_prazo(parcelas: int, primeiro_vencimento: date, hoje: date) -> None:
    if primeiro_vencimento < hoje:
        raise VencimentoPassado
    if parcelas > MAIS_PARCELAS:
        raise ParcelasDemais


def _travar(chaves: Sequence[int]) -> list[Fatura]:
    """The bills, locked after their customer; all of them open and his."""
    clientes = dict(Fatura.objects.filter(pk__in=chaves).values_list("pk", "cliente_id"))
    if not chaves:
        raise NenhumaFatura
    if len(clientes) != len(chaves):
        raise FaturaDesconhecida
    if len(set(clientes.values())) > 1:
        raise FaturasDeClientes
    travar_cliente(clientes[chaves[0]])
    faturas = list(Fatura.objects.select_for_update(no_key=True).filter(pk__in=chaves).order_by("pk"))
    cliente = Cliente.objects.get(pk=clientes[chaves[0]])
    for fatura in faturas:
        exigir_aberta(fatura)
        fatura.cliente = cliente
    return faturas


def _devido(faturas: Sequence[Fatura], hoje: date) -> Decimal:
    return sum((no_dia.total for no_dia in valores_no_dia(faturas, hoje).values()), ZERO)


def _pesos(faturas: Sequence[Fatura]) -> list[tuple[ClienteServico | None, Decimal]]:
    """The services of the bills with what was charged for each. Lines of no service go with the services, if there are any."""
    cobrado: Counter[int] = Counter()
    servicos: dict[int, ClienteServico] = {}
    linhas = Cobranca.objects.filter(fatura__in=faturas, cliente_servico__isnull=False).select_related("cliente_servico")
    for linha in linhas.order_by("cliente_servico_id", "pk"):
        if linha.cliente_servico is not None:
            servicos[linha.cliente_servico.pk] = linha.cliente_servico
            cobrado[linha.cliente_servico.pk] += int(linha.valor / CENTAVO)
    pesos: list[tuple[ClienteServico | None, Decimal]] = [
        (servicos[chave], centavos * CENTAVO) for chave, centavos in cobrado.items() if centavos > 0
    ]
    return pesos or [(None, Decimal(1))]


def _linhas(acordo: _Acordo, numero: int, valor: Decimal) -> list[Linha]:
    """The lines of one new bill: what is left of the division among services is in the last one. Nothing is charged for nothing."""
    total = sum((peso for _servico, peso in acordo.pesos), ZERO)
    partes = [(valor * peso / total).quantize(CENTAVO, rounding=ROUND_DOWN) for _servico, peso in acordo.pesos[:-1]]
    partes.append(valor - sum(partes, ZERO))
    return [
        Linha(descricao=_descricao(acordo, numero, parte), valor=parte, servico=servico)
        for (servico, _peso), parte in zip(acordo.pesos, partes, strict=True)
        if parte > 0
    ]


def _descricao(acordo: _Acordo, numero: int, valor: Decimal) -> str:
    """`(+) Renegociação das faturas 1, 2 (1/3) | R$ 33.33`, as other lines are written (documentation 4.7)."""
    numeros = [str(fatura.pk) for fatura in acordo.faturas]
    quais = f"da fatura {numeros[0]}" if len(numeros) == 1 else f"das faturas {', '.join(numeros[:_MAIS_NUMEROS])}"
    outras = f" e mais {len(numeros) - _MAIS_NUMEROS}" if len(numeros) > _MAIS_NUMEROS else ""
    return f"(+) Renegociação {quais}{outras} ({numero + 1}/{acordo.parcelas}) | {em_reais_com_ponto(valor)}"


def _encerrar(fatura: Fatura, nova: Fatura, *, autor: Autor, agora: datetime) -> None:
    antes = retrato(fatura)
    fatura.situacao = Fatura.Situacao.CANCELADO
    fatura.data_cancelamento = agora
    fatura.motivo_cancelamento = f"Renegociada: ver a fatura {nova.pk}."
    fatura.renegociada_por = nova
    fatura.save(update_fields=["situacao", "data_cancelamento", "motivo_cancelamento", "renegociada_por"])
    registrar_mudanca(autor, "renegociar", fatura, antes=antes)
