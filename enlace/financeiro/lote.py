"""Bills by the thousand: planned ones written with COPY, in the caller's transaction."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from enlace.auditoria.registro import Autor
from enlace.core.dinheiro import ZERO
from enlace.financeiro.baixa import quitar_com_creditos
from enlace.financeiro.lancamento import com_outro_valor
from enlace.financeiro.models import Cobranca, ContaBancaria, FormaCobranca
from enlace.financeiro.numeracao import reservar
from enlace.financeiro.planejamento import CreditoUsado, FaturaPlanejada

_FATURA = (
    "copy fatura (id_fatura, id_cliente, tipo_cobranca, id_conta_bancaria, nosso_numero, valor, data_vencimento, data_cadastro, "
    "situacao, multa_percentual, juros_ao_mes, motivo_cancelamento, token, registro, id_faturamento) from stdin"
)
_COBRANCA = (
    "copy cobranca (id_cliente, id_cliente_servico, id_fatura, tipo, descricao, valor, valor_original, valor_desconto, "
    "data_vencimento, periodo_inicio, periodo_fim, data_cadastro) from stdin"
)
_CHAVES = "select nextval(pg_get_serial_sequence('fatura', 'id_fatura')) from generate_series(1, %s)"


@dataclass(frozen=True, kw_only=True)
class Lote:
    """When, for which due date and for which run the bills are issued."""

    id_faturamento: int
    vencimento: date
    agora: datetime


def emitir_lote(faturas: Sequence[FaturaPlanejada], lote: Lote, *, autor: Autor) -> None:
    """Write planned bills: numbered, with their lines. The customers must be locked (`processos/faturamento_mensal.py`).

    Refused: `FaixaEsgotada`. A day that another run has billed meanwhile: `IntegrityError` of `cobranca_um_dia_uma_vez`.
    """
    if not faturas:
        return
    formas = {f.pk: f for f in FormaCobranca.objects.select_related("conta")}
    numeros = _numeros(faturas, formas)
    # A COPY is not wrapped by Django: without this its refusal is the driver's, which nobody above looks for.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(_CHAVES, [len(faturas)])
        numeradas = list(zip([chave for (chave,) in cursor.fetchall()], faturas, strict=True))
        with cursor.copy(_FATURA) as copia:
            for chave, fatura in numeradas:
                forma = formas[fatura.id_forma_cobranca]
                numero = None if forma.conta is None else next(numeros[forma.conta.pk])
                copia.write_row(_fatura(chave, fatura, forma, numero, lote))
        with cursor.copy(_COBRANCA) as copia:
            for linha in _linhas(numeradas, lote):
                copia.write_row(linha)
    _juntar_pendentes(numeradas, lote)
    for chave, fatura in numeradas:
        if fatura.valor == ZERO:
            quitar_com_creditos(chave, autor=autor, agora=lote.agora)


def _numeros(faturas: Iterable[FaturaPlanejada], formas: dict[int, FormaCobranca]) -> dict[int, Iterator[int]]:
    """Each account's numbers for its bills. Accounts in the order of their keys: two runs cannot wait for each other."""
    contas: dict[int, ContaBancaria] = {f.conta.pk: f.conta for f in formas.values() if f.conta is not None}
    quantos = Counter(forma.conta_id for fatura in faturas if (forma := formas[fatura.id_forma_cobranca]).conta_id is not None)
    return {chave: iter(reservar(contas[chave], quantos[chave])) for chave in sorted(quantos)}


def _fatura(chave: int, fatura: FaturaPlanejada, forma: FormaCobranca, numero: int | None, lote: Lote) -> tuple[object, ...]:
    conta = forma.conta
    return (
        chave,
        fatura.id_cliente,
        forma.tipo_cobranca,
        forma.conta_id,
        numero,
        fatura.valor,
        lote.vencimento,
        lote.agora,
        "aguardando",
        ZERO if conta is None else conta.multa_percentual,
        ZERO if conta is None else conta.juros_ao_mes,
        "",
        uuid.uuid4(),
        "nenhum",
        lote.id_faturamento,
    )


def _linhas(numeradas: Iterable[tuple[int, FaturaPlanejada]], lote: Lote) -> Iterable[tuple[object, ...]]:
    for chave, fatura in numeradas:
        for linha in fatura.linhas:
            yield (
                fatura.id_cliente,
                linha.id_cliente_servico,
                chave,
                str(linha.tipo),
                linha.descricao[:300],
                linha.valor,
                linha.valor,
                ZERO,
                lote.vencimento,
                linha.periodo.inicio,
                linha.periodo.fim,
                lote.agora,
            )


def _juntar_pendentes(numeradas: Iterable[tuple[int, FaturaPlanejada]], lote: Lote) -> None:
    for chave, fatura in numeradas:
        if fatura.pendentes:
            Cobranca.objects.filter(pk__in=[p.id_cobranca for p in fatura.pendentes]).update(fatura=chave)
        for credito in fatura.creditos:
            _usar(credito, chave, lote.agora)


def _usar(credito: CreditoUsado, id_fatura: int, agora: datetime) -> None:
    """Put a credit into a bill; what the bill did not need becomes a line that waits for the next one."""
    cobranca = Cobranca.objects.get(pk=credito.id_cobranca)
    if credito.resto > ZERO:
        _esperar(cobranca, credito.resto, agora)
        cobranca.descricao = com_outro_valor(cobranca.descricao, credito.usado)
        cobranca.valor = cobranca.valor_original = ZERO - credito.usado
        cobranca.valor_desconto = ZERO
    cobranca.fatura_id = id_fatura
    cobranca.save(update_fields=["descricao", "valor", "valor_original", "valor_desconto", "fatura"])


def _esperar(cobranca: Cobranca, resto: Decimal, agora: datetime) -> None:
    Cobranca.objects.create(
        cliente_id=cobranca.cliente_id,
        cliente_servico_id=cobranca.cliente_servico_id,
        tipo=cobranca.tipo,
        descricao=com_outro_valor(cobranca.descricao, resto),
        credito_dividido_id=cobranca.credito_dividido_id or cobranca.pk,
        valor=ZERO - resto,
        valor_original=ZERO - resto,
        data_vencimento=cobranca.data_vencimento,
        data_cadastro=agora,
    )
