"""Fixed, readable accounts, bills and payments for the tests of money. Bills are issued by the verb, as everywhere."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.financeiro import baixa, cancelamento, emissao
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.calculo import Desconto
from enlace.financeiro.emissao import Linha, NovaFatura
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, FormaCobranca, Pagamento, TipoCobranca
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_cliente, um_endereco, um_plano, um_servico

HOJE = date(2026, 11, 20)
VENCIMENTO = date(2026, 12, 10)
ANA = Autor(porta=Registro.Porta.PAINEL, id_usuario=None)

__all__ = ["AGORA", "ANA", "HOJE", "VENCIMENTO", "um_cliente", "um_endereco", "um_plano", "um_servico"]


def as_horas_de(dia: date) -> datetime:
    """An instant of that day: fifteen past noon at the provider."""
    return AGORA + (dia - HOJE)


def uma_conta(*, proximo: int = 272100, final: int | None = None, descricao: str = "SICOOB") -> ContaBancaria:
    """The account of the documented boletos: 2 % and 1 % a month."""
    return ContaBancaria.objects.create(
        descricao=descricao,
        banco="756",
        agencia="3166",
        beneficiario="10067",
        carteira="1",
        beneficiario_nome="PROVEDOR EXEMPLO LTDA",
        beneficiario_cpf_cnpj="11222333000181",
        nosso_numero_proximo=proximo,
        nosso_numero_final=final,
    )


def uma_forma(conta: ContaBancaria | None = None) -> FormaCobranca:
    """Boleto of this account; the same one when asked again without."""
    if conta is None:
        forma = FormaCobranca.objects.select_related("conta").filter(descricao="BOLETO SICOOB").first()
        if forma is not None:
            return forma
    conta = conta or uma_conta()
    return FormaCobranca.objects.create(descricao=f"BOLETO {conta.descricao}", tipo_cobranca=TipoCobranca.BOLETO, conta=conta)


def no_balcao() -> FormaCobranca:
    """Without an account: no number, no fine, no interest."""
    return FormaCobranca.objects.create(descricao="BALCÃO", tipo_cobranca=TipoCobranca.DINHEIRO)


def uma_linha(valor: str = "100.00", *, servico: ClienteServico | None = None, descricao: str = "(+) Visita técnica") -> Linha:
    return Linha(descricao=descricao, valor=Decimal(valor), servico=servico)


def um_mes(servico: ClienteServico, *, de: date = date(2026, 11, 9), ate: date = date(2026, 12, 9), valor: str = "99.90") -> Linha:
    """A monthly line; by default the month that the bill of 10/12 pays for."""
    return Linha(descricao="(+) 100M", valor=Decimal(valor), tipo=Cobranca.Tipo.MENSALIDADE, servico=servico, periodo=(de, ate))


def uma_fatura(
    *linhas: Linha,
    cliente: Cliente | None = None,
    forma: FormaCobranca | None = None,
    vencimento: date = VENCIMENTO,
    pendentes: tuple[Cobranca, ...] = (),
    desconto: Desconto | None = None,
) -> Fatura:
    """R$ 100.00 due on 10/12/2026, open, unless something else is said."""
    nova = NovaFatura(
        cliente=cliente or um_cliente(),
        forma=forma or uma_forma(),
        vencimento=vencimento,
        linhas=linhas or (() if pendentes else (uma_linha(),)),
        pendentes=pendentes,
        desconto=desconto,
    )
    return emissao.emitir(nova, autor=ANA, agora=AGORA)


def pagar(
    fatura: Fatura, valor: str = "100.00", *, em: date = HOJE, origem: str = Pagamento.Origem.MANUAL, depois: int = 0
) -> Pagamento:
    """Pay a bill on a day, noted that day or `depois` days later."""
    recebido = Recebido(valor=Decimal(valor), data_pagamento=em, origem=origem)
    return baixa.baixar(fatura.pk, recebido, autor=ANA, agora=as_horas_de(em + timedelta(days=depois)))


def pagar_de_novo(fatura: Fatura, valor: str = "100.00", *, em: date = HOJE) -> Pagamento:
    """The bank says that it came once more."""
    return pagar(fatura, valor, em=em, origem=Pagamento.Origem.RETORNO)


def desfazer(pagamento: Pagamento, *, motivo: str = "Lançado na fatura errada.") -> Fatura:
    return baixa.desfazer(pagamento.pk, motivo=motivo, autor=ANA, agora=AGORA)


def cancelar(fatura: Fatura, *, motivo: str = "Emitida por engano.") -> Fatura:
    return cancelamento.cancelar(fatura.pk, motivo=motivo, autor=ANA, agora=AGORA)


def conferir_promessas() -> None:
    """What the database looks at when a transaction ends, now; a test's own transaction never ends."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
