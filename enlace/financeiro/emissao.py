"""Issuing one bill, of lines given with it or of lines that waited for it. The monthly run issues by the thousand, in `lote.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.clientes.models import Cliente
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.dinheiro import ZERO, conferir
from enlace.core.errors import RuleRefused
from enlace.financeiro.baixa import quitar_com_creditos
from enlace.financeiro.calculo import Desconto, DescontoRecusado, ValorNegativo, desconto
from enlace.financeiro.models import Cobranca, Fatura, FormaCobranca
from enlace.financeiro.numeracao import reservar
from enlace.financeiro.travamento import travar_cliente
from enlace.servicos.models import ClienteServico


class FaturaVazia(RuleRefused):
    """A bill without lines."""

    mensagem = "A fatura precisa de pelo menos uma cobrança."


class FaturaNegativa(RuleRefused):
    """The credits are more than what is charged."""

    mensagem = "Os créditos passam do valor da fatura."


class FormaInativa(RuleRefused):
    """The provider has put this way of charging, or the account behind it, aside."""

    def __init__(self, forma: FormaCobranca) -> None:
        super().__init__(f"A forma de cobrança “{forma}” não está em uso.")


class CobrancaDeOutro(RuleRefused):
    """A line of another customer, or of another customer's service, billed already, or withdrawn."""

    mensagem = "A cobrança não é deste cliente, foi retirada ou já foi faturada."


class PeriodoJaFaturado(RuleRefused):
    """A monthly line has a day of the service that another one charges."""

    mensagem = "Um dos dias dessa mensalidade já foi cobrado em outra fatura."


@dataclass(frozen=True, kw_only=True)
class Linha:
    """What is charged in R$; negative for a discount or credit. `periodo`: from the first day up to, but without, the second."""

    descricao: str
    valor: Decimal
    tipo: str = Cobranca.Tipo.AVULSA
    servico: ClienteServico | None = None
    periodo: tuple[date, date] | None = None
    desconto: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class NovaFatura:
    """A bill to be issued: whose, how it is charged, when it is due, its new lines and the waiting ones that go into it."""

    cliente: Cliente
    forma: FormaCobranca
    vencimento: date
    linhas: Sequence[Linha] = ()
    pendentes: Sequence[Cobranca] = ()
    desconto: Desconto | None = None
    renegociada_em: datetime | None = None


def emitir(nova: NovaFatura, *, autor: Autor, agora: datetime) -> Fatura:
    """Issue a bill: numbered at its account, its lines in it, its fine and interest those of the account today.

    One that its credits bring to R$ 0.00 is settled by them at once.
    Refused: `FaturaVazia`, `FaturaNegativa`, `FormaInativa`, `CobrancaDeOutro`, `PeriodoJaFaturado`, `FaixaEsgotada`,
    `DescontoRecusado` (also for a discount after the due date), `DadosInvalidos`, `ValorNegativo` and `ValorRecusado`.
    """
    _conferir(nova)
    try:
        with transaction.atomic():
            fatura = _emitir(nova, agora)
            registrar_inclusao(autor, "emitir", fatura)
            if fatura.valor == ZERO:
                quitar_com_creditos(fatura.pk, autor=autor, agora=agora)
                fatura.refresh_from_db()
    except IntegrityError as erro:
        if restricao_violada(erro) == "cobranca_um_dia_uma_vez":
            raise PeriodoJaFaturado from erro
        raise
    return fatura


def _conferir(nova: NovaFatura) -> None:
    if not nova.linhas and not nova.pendentes:
        raise FaturaVazia
    conta = nova.forma.conta
    if not nova.forma.ativo or (conta is not None and not conta.ativo):
        raise FormaInativa(nova.forma)
    if any(linha.servico is not None and linha.servico.cliente_id != nova.cliente.pk for linha in nova.linhas):
        raise CobrancaDeOutro
    if any(conferir(linha.desconto) < 0 for linha in nova.linhas):
        raise ValorNegativo
    if nova.desconto is not None and nova.desconto.ate > nova.vencimento:
        raise DescontoRecusado("O desconto vale no máximo até o vencimento.")


def _emitir(nova: NovaFatura, agora: datetime) -> Fatura:
    travar_cliente(nova.cliente.pk)
    pendentes = _travar_pendentes(nova)
    valor = sum((conferir(linha.valor) - linha.desconto for linha in nova.linhas), ZERO)
    valor += sum((cobranca.valor for cobranca in pendentes), ZERO)
    if valor < 0:
        raise FaturaNegativa
    fatura = _gravar(nova, conferir(valor), agora)
    linhas = [_cobranca(linha, fatura, agora) for linha in nova.linhas]
    for cobranca in linhas:
        recusar_campos_invalidos(cobranca)
    Cobranca.objects.bulk_create(linhas)
    Cobranca.objects.filter(pk__in=[c.pk for c in pendentes]).update(fatura=fatura)
    return fatura


def _travar_pendentes(nova: NovaFatura) -> list[Cobranca]:
    chaves = [cobranca.pk for cobranca in nova.pendentes]
    livres = list(
        Cobranca.objects.select_for_update(no_key=True).filter(
            pk__in=chaves, cliente=nova.cliente, fatura__isnull=True, cancelada_em__isnull=True
        )
    )
    if len(livres) != len(set(chaves)):
        raise CobrancaDeOutro
    return livres


def _gravar(nova: NovaFatura, valor: Decimal, agora: datetime) -> Fatura:
    conta = nova.forma.conta
    abatimento = ZERO if nova.desconto is None else desconto(valor, nova.desconto, hoje=nova.desconto.ate)
    fatura = Fatura(
        cliente=nova.cliente,
        tipo_cobranca=nova.forma.tipo_cobranca,
        conta=conta,
        nosso_numero=None if conta is None else reservar(conta, 1)[0],
        valor=valor,
        data_vencimento=nova.vencimento,
        data_cadastro=agora,
        multa_percentual=ZERO if conta is None else conta.multa_percentual,
        juros_ao_mes=ZERO if conta is None else conta.juros_ao_mes,
        # A discount that comes to nothing is none.
        desconto_valor=abatimento or None,
        desconto_ate=nova.desconto.ate if nova.desconto is not None and abatimento else None,
        data_renegociacao=nova.renegociada_em,
    )
    fatura.save(force_insert=True)
    return fatura


def _cobranca(linha: Linha, fatura: Fatura, agora: datetime) -> Cobranca:
    inicio, fim = linha.periodo or (None, None)
    return Cobranca(
        cliente_id=fatura.cliente_id,
        cliente_servico=linha.servico,
        fatura=fatura,
        tipo=linha.tipo,
        descricao=linha.descricao,
        valor=linha.valor - linha.desconto,
        valor_original=linha.valor,
        valor_desconto=linha.desconto,
        data_vencimento=fatura.data_vencimento,
        periodo_inicio=inicio,
        periodo_fim=fim,
        data_cadastro=agora,
    )
