"""What one line of a return does: a payment comes, a title is registered, refused or written off at the bank.

Exactly once: the line is locked, done and noted in one transaction. A line whose effect a rule refuses is noted with the sentence
and with what people have to do, because money that came must not be lost: a payment of a cancelled bill, one of too little, or one
that the bank tells again. The line is locked before the customer (`recebimento.py`); nobody takes them in the other order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.core.dinheiro import em_reais
from enlace.core.errors import RuleRefused
from enlace.financeiro.baixa import PagamentoInsuficiente, Recebido
from enlace.financeiro.cnab.sicoob.codigos import BAIXA, ENTRADA_CONFIRMADA, ENTRADA_REJEITADA, LIQUIDACOES
from enlace.financeiro.models import Fatura, Pagamento, RetornoOcorrencia
from enlace.financeiro.travamento import FaturaCancelada, travar_cliente
from enlace.processos.recebimento import receber

_Resultado = RetornoOcorrencia.Resultado
_Registro = Fatura.Registro


@dataclass(frozen=True)
class _Mudanca:
    """What a movement makes of what the bank knows, and from which states: files may be read in another order than written."""

    de: frozenset[str]
    para: str
    resultado: str


_MUDANCAS: Final[Mapping[str, _Mudanca]] = {
    ENTRADA_CONFIRMADA: _Mudanca(
        frozenset({_Registro.NENHUM, _Registro.ENVIADO, _Registro.REJEITADO}), _Registro.REGISTRADO, _Resultado.REGISTRADA
    ),
    # A title that never got in need not be written off.
    ENTRADA_REJEITADA: _Mudanca(
        frozenset({_Registro.NENHUM, _Registro.ENVIADO, _Registro.BAIXA_PEDIDA}), _Registro.REJEITADO, _Resultado.REJEITADA
    ),
    BAIXA: _Mudanca(frozenset(_Registro.values) - {_Registro.LIQUIDADO}, _Registro.BAIXADO, _Resultado.BAIXADA),
}
MOVIMENTOS_COM_EFEITO: Final = LIQUIDACOES | _MUDANCAS.keys()


class PagamentoSemValor(RuleRefused):
    """Published returns hold payments of R$ 0.00, with the amount in no field that can be trusted."""

    mensagem = "O banco informou o pagamento sem o valor."


class PagamentoJaInformado(RuleRefused):
    """The same day and amount were told before: sooner the bank's repetition than a customer who paid twice."""

    def __init__(self, antes: RetornoOcorrencia) -> None:
        super().__init__(f"O banco já informou esse pagamento (retorno {antes.retorno_id}, linha {antes.linha}).")


_O_QUE_FAZER: Final[tuple[tuple[type[RuleRefused], str], ...]] = (
    (FaturaCancelada, "O cliente pagou mesmo assim: lance um crédito para ele ou devolva o dinheiro."),
    (PagamentoJaInformado, "Se o cliente pagou mesmo duas vezes, lance um crédito para ele."),
    (PagamentoInsuficiente, "A fatura continua em aberto: lance o que veio como crédito e cobre a diferença."),
    (RuleRefused, "Confira no extrato e dê baixa à mão."),
)


def aplicar(id_ocorrencia: int, *, autor: Autor, agora: datetime) -> None:
    """Carry out a line that waits, and note the outcome; one that is done already stays as it is."""
    with transaction.atomic():
        travadas = RetornoOcorrencia.objects.select_for_update(of=("self",), no_key=True).select_related("retorno", "fatura")
        ocorrencia = travadas.get(pk=id_ocorrencia)
        if ocorrencia.resultado != _Resultado.PENDENTE or ocorrencia.fatura is None:
            return
        if ocorrencia.movimento in LIQUIDACOES:
            _liquidar(ocorrencia, ocorrencia.fatura, autor=autor, agora=agora)
        else:
            _registrar(ocorrencia, ocorrencia.fatura)
        ocorrencia.observacao = ocorrencia.observacao[:300]
        ocorrencia.save(update_fields=["resultado", "observacao", "pagamento"])


def _liquidar(ocorrencia: RetornoOcorrencia, fatura: Fatura, *, autor: Autor, agora: datetime) -> None:
    # Before what was told earlier is looked at: another file may be telling it at this moment.
    travar_cliente(fatura.cliente_id)
    try:
        recebido = _recebido(ocorrencia)
        pagamento = receber(fatura.pk, recebido, autor=autor, agora=agora)
    except RuleRefused as recusa:
        o_que_fazer = next(frase for tipo, frase in _O_QUE_FAZER if isinstance(recusa, tipo))
        ocorrencia.resultado, ocorrencia.observacao = _Resultado.DIVERGENTE, f"{recusa} {o_que_fazer}"
    else:
        ocorrencia.pagamento = pagamento
        ocorrencia.resultado = _Resultado.QUITADA if pagamento.quitou else _Resultado.CREDITO
        if pagamento.credito is not None:
            ocorrencia.observacao += f" Crédito de {em_reais(-pagamento.credito.valor)} para a próxima fatura."
        if ocorrencia.data_ocorrencia is None:
            ocorrencia.observacao += f" Sem a data do pagamento no arquivo: ficou {recebido.data_pagamento:%d/%m/%Y}."
    # Whatever becomes of the money, nobody can pay this title at the bank any more.
    Fatura.objects.filter(pk=fatura.pk).update(registro=_Registro.LIQUIDADO)


def _recebido(ocorrencia: RetornoOcorrencia) -> Recebido:
    """The money. Without the day of the payment, the first one by which the bank knew of it: credited, or the file made.

    A later day costs the customer nothing: charges that were not paid are let go, and a discount that would be lost is divergent.
    Refused: `PagamentoSemValor`, `PagamentoJaInformado`.
    """
    if not ocorrencia.valor_pago:
        raise PagamentoSemValor
    iguais = RetornoOcorrencia.objects.filter(
        fatura=ocorrencia.fatura_id,
        valor_pago=ocorrencia.valor_pago,
        data_ocorrencia=ocorrencia.data_ocorrencia,
        pagamento__isnull=False,
    )
    antes = iguais.first()
    if antes is not None:
        raise PagamentoJaInformado(antes)
    conhecido = min(ocorrencia.data_credito or ocorrencia.retorno.gerado_em, ocorrencia.retorno.gerado_em)
    return Recebido(
        valor=ocorrencia.valor_pago,
        data_pagamento=ocorrencia.data_ocorrencia or conhecido,
        data_credito=ocorrencia.data_credito,
        origem=Pagamento.Origem.RETORNO,
    )


def _registrar(ocorrencia: RetornoOcorrencia, fatura: Fatura) -> None:
    mudanca = _MUDANCAS[ocorrencia.movimento]
    Fatura.objects.filter(pk=fatura.pk, registro__in=mudanca.de).update(registro=mudanca.para)
    ocorrencia.resultado = mudanca.resultado
    if ocorrencia.movimento == BAIXA and fatura.situacao == Fatura.Situacao.AGUARDANDO:
        ocorrencia.observacao += " A fatura continua em aberto, e o boleto não pode mais ser pago."
