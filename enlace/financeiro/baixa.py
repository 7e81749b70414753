"""Payments: a bill settled, a bill paid twice, a payment undone."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Q

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.core.datas import dia_local
from enlace.core.dinheiro import ZERO, conferir, em_reais
from enlace.core.errors import RuleRefused
from enlace.financeiro.calculo import ValorNegativo
from enlace.financeiro.lancamento import creditar
from enlace.financeiro.models import Cobranca, Fatura, FeriadoLocal, Pagamento
from enlace.financeiro.titulo import valor_no_dia
from enlace.financeiro.travamento import FaturaCancelada, FaturaQuitada, travar, travar_cliente

_VEZES_O_DEVIDO: Final = 3


class PagamentoInsuficiente(RuleRefused):
    """Less than the bill, without what being late added."""

    def __init__(self, *, pago: Decimal, devido: Decimal) -> None:
        super().__init__(f"O valor pago ({em_reais(pago)}) é menor que o da fatura ({em_reais(devido)}).")


class PagamentoExcessivo(RuleRefused):
    """Typed by hand and far beyond what the bill costs: a point in the wrong place would make months of free bills."""

    def __init__(self, *, pago: Decimal, devido: Decimal) -> None:
        super().__init__(
            f"O valor pago ({em_reais(pago)}) passa de três vezes o devido ({em_reais(devido)}): confira. "
            "Se veio mesmo tudo isso, dê baixa no devido e lance o resto como crédito."
        )


class PagamentoFuturo(RuleRefused):
    """Nobody has paid tomorrow."""

    mensagem = "A data do pagamento ainda não chegou."


class MotivoDoEstornoObrigatorio(RuleRefused):
    """Somebody will ask why."""

    mensagem = "Informe por que o pagamento está sendo desfeito."


class PagamentoNaoEncontrado(RuleRefused):
    """There is no such payment, or it was undone already."""

    mensagem = "Pagamento não encontrado ou já desfeito."


class CreditoJaUsado(RuleRefused):
    """The credit that the payment gave is in a bill already."""

    mensagem = "O crédito gerado por esse pagamento já foi usado em uma fatura."


class OutroPagamento(RuleRefused):
    """A bill that was paid twice is still paid by the other one."""

    mensagem = "A fatura tem outro pagamento, que gerou crédito: desfaça-o antes."


@dataclass(frozen=True, kw_only=True)
class Recebido:
    """Money that came: R$ `valor` on `data_pagamento`, in the account on `data_credito`."""

    valor: Decimal
    data_pagamento: date
    data_credito: date | None = None
    origem: str = Pagamento.Origem.MANUAL


def baixar(id_fatura: int, recebido: Recebido, *, autor: Autor, agora: datetime) -> Pagamento:
    """Settle a bill. What came beyond what it cost that day becomes a credit that the next bill takes off.

    Late charges that were not paid are let go: the money of the bill itself is there. By hand, a bill that is settled already is
    refused; money that a bank says it has is never refused for that, and becomes a credit as a whole.
    Refused: `FaturaDesconhecida`, `FaturaCancelada`, `FaturaQuitada` (unless a bank says so), `PagamentoInsuficiente`,
    `PagamentoExcessivo` (by hand), `PagamentoFuturo`, `ValorNegativo`, `ValorRecusado`.
    """
    valor = conferir(recebido.valor)
    if valor < 0:
        raise ValorNegativo
    if recebido.data_pagamento > dia_local(agora):
        raise PagamentoFuturo
    with transaction.atomic():
        fatura = travar(id_fatura)
        if fatura.situacao == Fatura.Situacao.CANCELADO:
            raise FaturaCancelada(fatura)
        if fatura.situacao == Fatura.Situacao.QUITADO:
            if recebido.origem != Pagamento.Origem.RETORNO:
                raise FaturaQuitada(fatura)
            return _em_dobro(fatura, recebido, valor, autor=autor, agora=agora)
        return _quitar(fatura, recebido, valor, autor=autor, agora=agora)


def quitar_com_creditos(id_fatura: int, *, autor: Autor, agora: datetime) -> Pagamento:
    """Settle a bill of R$ 0.00, whose credits paid for all of it. Refused: as `baixar`."""
    nada = Recebido(valor=ZERO, data_pagamento=dia_local(agora), origem=Pagamento.Origem.CREDITO)
    return baixar(id_fatura, nada, autor=autor, agora=agora)


def desfazer(id_pagamento: int, *, motivo: str, autor: Autor, agora: datetime) -> Fatura:
    """Undo a payment that was noted wrongly: its bill waits again, and the credit that it gave is withdrawn.

    Refused: `MotivoDoEstornoObrigatorio`, `PagamentoNaoEncontrado` (also to the second of two), `CreditoJaUsado`, `OutroPagamento`.
    """
    if not motivo.strip():
        raise MotivoDoEstornoObrigatorio
    with transaction.atomic():
        fatura = _travar_do_pagamento(id_pagamento)
        pagamento = Pagamento.objects.select_for_update(of=("self",), no_key=True).get(pk=id_pagamento)
        if pagamento.estornado_em is not None:
            raise PagamentoNaoEncontrado
        if pagamento.quitou and _ha_outro(pagamento):
            raise OutroPagamento
        _retirar_credito(pagamento, agora)
        antes = retrato(pagamento)
        pagamento.estornado_em, pagamento.motivo_estorno = agora, motivo.strip()[:200]
        pagamento.save(update_fields=["estornado_em", "motivo_estorno"])
        registrar_mudanca(autor, "desfazer", pagamento, antes=antes)
        if pagamento.quitou:
            _reabrir(fatura, autor)
    return fatura


def _travar_do_pagamento(id_pagamento: int) -> Fatura:
    """The payment's bill, and before it its customer, whose credit may be about to go into another bill: lock order."""
    chaves = Pagamento.objects.filter(pk=id_pagamento).values_list("fatura__cliente_id", "fatura_id").first()
    if chaves is None:
        raise PagamentoNaoEncontrado
    id_cliente, id_fatura = chaves
    travar_cliente(id_cliente)
    return travar(id_fatura)


def _quitar(fatura: Fatura, recebido: Recebido, valor: Decimal, *, autor: Autor, agora: datetime) -> Pagamento:
    entre = (fatura.data_vencimento, recebido.data_pagamento)
    feriados = list(FeriadoLocal.objects.filter(data__range=entre).values_list("data", flat=True))
    devido = valor_no_dia(fatura, recebido.data_pagamento, feriados)
    if valor < devido.principal - devido.desconto:
        raise PagamentoInsuficiente(pago=valor, devido=devido.principal - devido.desconto)
    if recebido.origem == Pagamento.Origem.MANUAL and valor > _VEZES_O_DEVIDO * devido.total:
        raise PagamentoExcessivo(pago=valor, devido=devido.total)
    pagamento = _pagamento(fatura, recebido, valor, quitou=True, excesso=valor - devido.total, autor=autor, agora=agora)
    antes = retrato(fatura)
    fatura.situacao = Fatura.Situacao.QUITADO
    fatura.data_pagamento, fatura.valor_pago = recebido.data_pagamento, valor
    fatura.save(update_fields=["situacao", "data_pagamento", "valor_pago"])
    registrar_mudanca(autor, "quitar", fatura, antes=antes)
    return pagamento


def _em_dobro(fatura: Fatura, recebido: Recebido, valor: Decimal, *, autor: Autor, agora: datetime) -> Pagamento:
    return _pagamento(fatura, recebido, valor, quitou=False, excesso=valor, autor=autor, agora=agora)


def _pagamento(
    fatura: Fatura, recebido: Recebido, valor: Decimal, *, quitou: bool, excesso: Decimal, autor: Autor, agora: datetime
) -> Pagamento:
    credito = None
    if excesso > ZERO:
        por = f"Pagamento {'a mais' if quitou else 'em dobro'} da fatura {fatura.pk}"
        credito = creditar(fatura.cliente, excesso, descricao=por, a_partir=recebido.data_pagamento, autor=autor, agora=agora)
    pagamento = Pagamento.objects.create(
        fatura=fatura,
        valor=valor,
        data_pagamento=recebido.data_pagamento,
        data_credito=recebido.data_credito,
        origem=recebido.origem,
        quitou=quitou,
        credito=credito,
        registrado_em=agora,
        usuario_id=autor.id_usuario,
    )
    registrar_inclusao(autor, "receber", pagamento)
    return pagamento


def _ha_outro(pagamento: Pagamento) -> bool:
    outros = Pagamento.objects.filter(fatura=pagamento.fatura_id, estornado_em__isnull=True)
    return outros.exclude(pk=pagamento.pk).exists()


def _retirar_credito(pagamento: Pagamento, agora: datetime) -> None:
    """Withdraw the credit that the payment gave, all its parts or none of them."""
    if pagamento.credito_id is None:
        return
    partes = Cobranca.objects.filter(
        Q(pk=pagamento.credito_id) | Q(credito_dividido=pagamento.credito_id), cancelada_em__isnull=True
    )
    usadas = partes.filter(fatura__isnull=False).exists()
    if usadas or not partes.filter(fatura__isnull=True).update(cancelada_em=agora):
        raise CreditoJaUsado


def _reabrir(fatura: Fatura, autor: Autor) -> None:
    antes = retrato(fatura)
    fatura.situacao = Fatura.Situacao.AGUARDANDO
    fatura.data_pagamento = fatura.valor_pago = None
    fatura.save(update_fields=["situacao", "data_pagamento", "valor_pago"])
    registrar_mudanca(autor, "reabrir", fatura, antes=antes)
