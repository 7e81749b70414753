"""Debtors, for the tests of dunning: due on a Thursday, notified on the Friday."""

from datetime import UTC, date, datetime
from decimal import Decimal

from enlace.clientes.models import Cliente
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.models import Fatura
from enlace.mensagens.models import Estado, Mensagem
from enlace.processos.aviso_de_debito import avisar, confirmar_avisos
from enlace.processos.recebimento import receber
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado, uma_forma
from enlace.servicos.models import ClienteServico

# Thursday the 10th of December 2026 is due; the notice goes out on Friday the 11th, and fifteen days later is a Saturday.
VENCIMENTO = date(2026, 12, 10)
AVISO = datetime(2026, 12, 11, 13, tzinfo=UTC)


def dia(numero: int, mes: int = 12) -> datetime:
    """Ten in the morning of a day of that December, in Brasília."""
    return datetime(2026, mes, numero, 13, tzinfo=UTC)


def uma_fatura(servico: ClienteServico, *, vencimento: date = VENCIMENTO, valor: str = "99.90") -> Fatura:
    linha = Linha(descricao="Mensalidade", valor=Decimal(valor), servico=servico)
    nova = NovaFatura(cliente=servico.cliente, forma=uma_forma(), vencimento=vencimento, linhas=[linha])
    return emitir(nova, autor=AUTOR, agora=dia(1))


def um_devedor(*, email: str | None = "bianca@cliente.example") -> Fatura:
    servico = um_servico_cobrado()
    Cliente.objects.filter(pk=servico.cliente_id).update(email_principal=email)
    servico.cliente.refresh_from_db()
    return uma_fatura(servico)


def entregar(fatura: Fatura, quando: datetime = AVISO) -> None:
    """What the worker does when the other side takes a message."""
    Mensagem.objects.filter(referencia=f"aviso:{fatura.pk}").update(estado=Estado.ENVIADA, enviada_em=quando, finalizada_em=quando)


def um_devedor_avisado() -> Fatura:
    fatura = um_devedor()
    avisar(agora=AVISO)
    entregar(fatura)
    confirmar_avisos()
    return fatura


def situacao(fatura: Fatura) -> str:
    return str(ClienteServico.objects.get(cobrancas__fatura=fatura).status_id)


def pagar(fatura: Fatura, agora: datetime, valor: str = "150.00") -> None:
    receber(fatura.pk, Recebido(valor=Decimal(valor), data_pagamento=agora.date()), autor=AUTOR, agora=agora)
