"""A bill as it is shown to be paid today: one function for the API, the PDF and the messages, so that they cannot differ."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from enlace.configuracao.models import Provedor
from enlace.core.documentos import com_mascara_de_cpf_cnpj, e_cpf
from enlace.core.errors import RuleRefused
from enlace.financeiro.boleto import montagem
from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.models import ContaBancaria, Fatura, TipoCobranca
from enlace.financeiro.pix_da_fatura import pix_copia_e_cola
from enlace.financeiro.titulo import ValorNoDia, identificacao, titulo, valor_no_dia

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Apresentacao:
    """What is printed or sent of a bill on a day.

    `no_dia` is what settles it. What a boleto has is None where the bill is charged in another way, and where its account is filled
    in so wrongly that there is no boleto. `codigo` of an overdue bill carries the day and what was added; of a paid one what it was
    (brasil.md, sample 1). A cancelled bill has no code at all: nobody must pay it.
    """

    no_dia: ValorNoDia
    vencida: bool
    codigo: CodigoDeBarras | None = None
    nosso_numero_impresso: str | None = None
    agencia_codigo_beneficiario: str | None = None
    beneficiario: str | None = None
    pix_copia_cola: str | None = None

    @property
    def linha_digitavel(self) -> str | None:
        """As people type it."""
        return None if self.codigo is None else str(self.codigo.linha_digitavel)

    @property
    def codigo_barras(self) -> str | None:
        """As a scanner reads it."""
        return None if self.codigo is None else str(self.codigo)


def apresentar(fatura: Fatura, *, hoje: date, feriados: Collection[date], provedor: Provedor) -> Apresentacao:
    """The bill as of `hoje`. `fatura.conta` is looked at; `feriados` are the local ones (`FeriadoLocal`).

    Nothing is refused: a part that the bank's or the Pix's rules do not let be made is None, and the log says which.
    """
    no_dia = valor_no_dia(fatura, hoje, feriados)
    aberta = fatura.situacao == Fatura.Situacao.AGUARDANDO
    pix = _ou_nada(lambda: pix_copia_e_cola(provedor, fatura.pk, no_dia.total), "Pix", hoje) if aberta else None
    conta, numero = fatura.conta, fatura.nosso_numero
    vencida = no_dia.vencimento > fatura.data_vencimento
    if fatura.tipo_cobranca != TipoCobranca.BOLETO or conta is None or numero is None:
        return Apresentacao(no_dia=no_dia, vencida=vencida, pix_copia_cola=pix)
    quem = f"boleto da conta {conta.pk}"
    cancelada = fatura.situacao == Fatura.Situacao.CANCELADO
    de_quem = identificacao(conta, numero)
    return Apresentacao(
        no_dia=no_dia,
        vencida=vencida,
        codigo=None if cancelada else _ou_nada(lambda: montagem.codigo_de_barras(titulo(fatura, no_dia)), quem, hoje),
        nosso_numero_impresso=_ou_nada(lambda: montagem.nosso_numero_impresso(de_quem), quem, hoje),
        agencia_codigo_beneficiario=_ou_nada(lambda: montagem.agencia_codigo_beneficiario(de_quem), quem, hoje),
        beneficiario=_beneficiario(conta),
        pix_copia_cola=pix,
    )


def link(token: UUID, base: str) -> str:
    """Where whoever has it reads the bill as a PDF (`central/fatura.py`). `base`: scheme and host, without a slash at the end."""
    return f"{base}/pdf/fatura/{token.hex}"


def _beneficiario(conta: ContaBancaria) -> str:
    """`PROVEDOR DE INTERNET LTDA / CNPJ: 22.385.367/0001-03` (documentation 4.7)."""
    documento = conta.beneficiario_cpf_cnpj
    return f"{conta.beneficiario_nome} / {'CPF' if e_cpf(documento) else 'CNPJ'}: {com_mascara_de_cpf_cnpj(documento)}"


def _ou_nada(fazer: Callable[[], _T], que: str, hoje: date) -> _T | None:
    """What `fazer` makes, or None when a rule refuses it: a wrongly filled account must not take the rest of the answer with it."""
    try:
        return fazer()
    except RuleRefused as recusa:
        _avisar(que, type(recusa).__name__, hoje)
        return None


@lru_cache(maxsize=64)
def _avisar(que: str, recusa: str, _dia: date) -> None:
    """Once a day for each account and reason: a walk through a hundred thousand bills must not fill the log. No data of people."""
    _log.warning("%s não pôde ser montado: %s", que, recusa)
