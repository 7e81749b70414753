"""The titles of an account that the bank has to hear of: locked batch by batch, and read with who pays them.

A bill that somebody else has locked at the moment is passed over and goes into the next file: whoever holds it may want the account
next (a renegotiation cancels bills and numbers new ones), and the remittance holds the account.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from enlace.core.datas import dia_local
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.sicoob.codigos import MovimentoRemessa
from enlace.financeiro.cnab.sicoob.remessa import Cedente, Pagador, TituloRemessa
from enlace.financeiro.models import ContaBancaria, Fatura, TipoCobranca

LOTE: Final = 1000

_PASTA: Final = Path(__file__).parent / "consultas"
_CONSULTA: Final = (_PASTA / "titulos_da_remessa.sql").read_text()
_A_ENVIAR: Final = (_PASTA / "titulos_a_enviar.sql").read_text()
_Situacao = Fatura.Situacao
_Registro = Fatura.Registro


@dataclass(frozen=True)
class AEnviar:
    """What waits for an account's next file, each counted up to 10,000; `vencidas` the bank does not take any more."""

    novas: int
    vencidas: int
    baixas: int


def a_enviar(hoje: date) -> dict[int, AEnviar]:
    """What waits at each account."""
    with connection.cursor() as cursor:
        cursor.execute(_A_ENVIAR, {"hoje": hoje})
        return {conta: AEnviar(*quantos) for conta, *quantos in cursor.fetchall()}


def cedente(conta: ContaBancaria) -> Cedente:
    """The account as a remittance names it."""
    return Cedente(
        nome=conta.beneficiario_nome,
        cpf_cnpj=conta.beneficiario_cpf_cnpj,
        agencia=conta.agencia,
        agencia_digito=conta.agencia_digito,
        conta=conta.conta,
        conta_digito=conta.conta_digito,
        beneficiario=conta.beneficiario,
        carteira=conta.carteira,
    )


def por_baixar(conta: ContaBancaria) -> "QuerySet[Fatura]":
    """Bills that are paid or cancelled and whose boletos the bank would still take money for (index `fatura_por_baixar`)."""
    return _boletos(conta).filter(
        situacao__in=[_Situacao.CANCELADO, _Situacao.QUITADO], registro__in=[_Registro.ENVIADO, _Registro.REGISTRADO]
    )


def por_registrar(conta: ContaBancaria) -> "QuerySet[Fatura]":
    """Open bills that the bank does not know, overdue ones too (index `fatura_por_registrar`)."""
    return _boletos(conta).filter(situacao=_Situacao.AGUARDANDO, registro=_Registro.NENHUM)


def ler(faturas: "QuerySet[Fatura]", movimento: MovimentoRemessa, conta: ContaBancaria, *, hoje: date) -> Iterator[TituloRemessa]:
    """The titles of these bills, by key, locked until the end of the transaction; a batch of them is in memory."""
    travadas = faturas.select_for_update(skip_locked=True, no_key=True).order_by("pk").values_list("pk", flat=True)
    ultima = 0
    while chaves := list(travadas.filter(pk__gt=ultima)[:LOTE]):
        for linha in _linhas(chaves):
            yield _titulo(linha, movimento, conta, hoje=hoje)
        ultima = chaves[-1]


def _boletos(conta: ContaBancaria) -> "QuerySet[Fatura]":
    return Fatura.objects.filter(conta=conta, tipo_cobranca=TipoCobranca.BOLETO)


def _linhas(chaves: list[int]) -> Iterator[dict[str, Any]]:
    # The values of a row have as many types as it has columns.
    with connection.cursor() as cursor:
        cursor.execute(_CONSULTA, {"chaves": chaves})
        nomes = [coluna.name for coluna in cursor.description or ()]
        for linha in cursor.fetchall():
            yield dict(zip(nomes, linha, strict=True))


def _titulo(linha: dict[str, Any], movimento: MovimentoRemessa, conta: ContaBancaria, *, hoje: date) -> TituloRemessa:
    return TituloRemessa(
        movimento=movimento,
        nosso_numero=str(linha["nosso_numero"]),
        numero_documento=str(linha["id_fatura"]),
        emitido_em=dia_local(linha["data_cadastro"]),
        vencimento=linha["data_vencimento"],
        valor=linha["valor"],
        multa_percentual=linha["multa_percentual"],
        juros_ao_mes=linha["juros_ao_mes"],
        pagador=_pagador(linha),
        especie=conta.especie,
        aceite=conta.aceite == "S",
        descontos=_descontos(linha, hoje),
        identificacao=str(linha["id_fatura"]),
    )


def _pagador(linha: dict[str, Any]) -> Pagador:
    return Pagador(
        nome=linha["nome_razaosocial"],
        cpf_cnpj=linha["cpf_cnpj"],
        endereco=linha["endereco"],
        bairro=linha["bairro"],
        cep=linha["cep"],
        cidade=linha["cidade"],
        uf=linha["uf"],
    )


def _descontos(linha: dict[str, Any], hoje: date) -> tuple[Desconto, ...]:
    """The bill's discount while it lasts: a bank refuses one whose day is over, and nobody loses what is over."""
    if linha["desconto_valor"] is None or linha["desconto_ate"] < hoje:
        return ()
    return (Desconto(TipoDeDesconto.FIXO, linha["desconto_valor"], linha["desconto_ate"]),)
