"""Lines that wait for their bill: one-off charges, an amount in instalments, credits. And withdrawing one before it is billed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.clientes.models import Cliente
from enlace.core.datas import meses_depois
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.dinheiro import ZERO, conferir
from enlace.core.errors import RuleRefused
from enlace.financeiro.calculo import ValorNegativo, parcelar
from enlace.financeiro.models import Cobranca, Pagamento
from enlace.financeiro.travamento import travar_cliente
from enlace.servicos.models import ClienteServico


class CobrancaJaFaturada(RuleRefused):
    """A line that is in a bill, or withdrawn already, is not withdrawn; nor is one that there never was."""

    mensagem = "A cobrança não existe, já foi faturada ou já foi retirada."


class CreditoDePagamento(RuleRefused):
    """The customer's own money, which came for a bill that was paid before or for less."""

    mensagem = "O crédito vem de um pagamento: desfaça o pagamento."


class ServicoDeOutro(RuleRefused):
    """A customer is not charged for another one's service."""

    mensagem = "O serviço não é deste cliente."


class LancamentoRepetido(RuleRefused):
    """The same request of a person, sent twice."""

    mensagem = "Este lançamento já foi feito: confira o que espera a próxima fatura."


@dataclass(frozen=True, kw_only=True)
class Lancamento:
    """R$ `valor` to be billed to a customer in `parcelas` monthly instalments, the first in the first bill from `a_partir`.

    `pedido` names what must be noted once, however often it is sent.
    """

    cliente: Cliente
    descricao: str
    valor: Decimal
    a_partir: date
    parcelas: int = 1
    servico: ClienteServico | None = None
    pedido: UUID | None = None


def lancar(lancamento: Lancamento, *, autor: Autor, agora: datetime) -> list[Cobranca]:
    """Note what the next bills will charge. The lines read `(+) Taxa de Instalação (1/3) | R$ 33.33`, as documented (4.7).

    Refused: `ValorNegativo`, `ValorRecusado`, `ParcelamentoRecusado`, `ServicoDeOutro`, `LancamentoRepetido`, `DadosInvalidos`.
    """
    if conferir(lancamento.valor) < 0:
        raise ValorNegativo
    if lancamento.servico is not None and lancamento.servico.cliente_id != lancamento.cliente.pk:
        raise ServicoDeOutro
    with transaction.atomic():
        cobrancas = [
            _inserir(lancamento, numero, valor, agora=agora)
            for numero, valor in enumerate(parcelar(lancamento.valor, lancamento.parcelas))
        ]
        for cobranca in cobrancas:
            registrar_inclusao(autor, "lancar", cobranca)
    return cobrancas


def creditar(
    cliente: Cliente,
    valor: Decimal,
    *,
    descricao: str,
    a_partir: date,
    autor: Autor,
    agora: datetime,
    pedido: UUID | None = None,
) -> Cobranca:
    """Note R$ `valor` that the next bill will take off; `pedido` as of a `Lancamento`.

    Refused: `ValorNegativo`, `ValorRecusado`, `LancamentoRepetido`, `DadosInvalidos`.
    """
    credito = conferir(valor)
    if credito < 0:
        raise ValorNegativo
    cobranca = Cobranca(
        cliente=cliente,
        tipo=Cobranca.Tipo.CREDITO,
        descricao=f"(-) {descricao} | {em_reais_com_ponto(credito)}",
        valor=ZERO - credito,
        valor_original=ZERO - credito,
        data_vencimento=a_partir,
        data_cadastro=agora,
        pedido=pedido,
    )
    with transaction.atomic():
        _gravar(cobranca)
        registrar_inclusao(autor, "creditar", cobranca)
    return cobranca


def retirar(id_cobranca: int, *, autor: Autor, agora: datetime) -> None:
    """Withdraw a line that waits. Refused: `CobrancaJaFaturada`, `CreditoDePagamento`."""
    with transaction.atomic():
        id_cliente = Cobranca.objects.filter(pk=id_cobranca).values_list("cliente_id", flat=True).first()
        if id_cliente is None:
            raise CobrancaJaFaturada
        travar_cliente(id_cliente)
        cobranca = Cobranca.objects.select_for_update(no_key=True).get(pk=id_cobranca)
        if cobranca.fatura_id is not None or cobranca.cancelada_em is not None:
            raise CobrancaJaFaturada
        if Pagamento.objects.filter(credito__in=[cobranca.pk, cobranca.credito_dividido_id]).exists():
            raise CreditoDePagamento
        antes = retrato(cobranca)
        cobranca.cancelada_em = agora
        cobranca.save(update_fields=["cancelada_em"])
        registrar_mudanca(autor, "retirar", cobranca, antes=antes)


def em_reais_com_ponto(valor: Decimal) -> str:
    """`R$ 33.33`: how lines of a bill write money (documentation 4.7), unlike everything else people read."""
    return f"R$ {conferir(valor):.2f}"


def com_outro_valor(descricao: str, valor: Decimal) -> str:
    """The same line with another amount at its end."""
    nome, barra, _valor = descricao.rpartition(" | ")
    return f"{nome} | {em_reais_com_ponto(valor)}" if barra else descricao


def _inserir(lancamento: Lancamento, numero: int, valor: Decimal, *, agora: datetime) -> Cobranca:
    parcela = f" ({numero + 1}/{lancamento.parcelas})" if lancamento.parcelas > 1 else ""
    cobranca = Cobranca(
        cliente=lancamento.cliente,
        cliente_servico=lancamento.servico,
        tipo=Cobranca.Tipo.PARCELA if lancamento.parcelas > 1 else Cobranca.Tipo.AVULSA,
        descricao=f"(+) {lancamento.descricao}{parcela} | {em_reais_com_ponto(valor)}",
        valor=valor,
        valor_original=valor,
        data_vencimento=meses_depois(lancamento.a_partir, numero),
        data_cadastro=agora,
        pedido=lancamento.pedido,
    )
    _gravar(cobranca)
    return cobranca


def _gravar(cobranca: Cobranca) -> None:
    recusar_campos_invalidos(cobranca)
    try:
        cobranca.save(force_insert=True)
    except IntegrityError as erro:
        if restricao_violada(erro) == "cobranca_pedido_uma_vez":
            raise LancamentoRepetido from erro
        raise
