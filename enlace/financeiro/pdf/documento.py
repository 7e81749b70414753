"""What is printed. Everything comes ready: nothing here is calculated, and texts are shown as they are, never as markup.

Texts of people (names, descriptions, instructions) may hold anything: what the fonts do not have is replaced (`letras`).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from enlace.core.dinheiro import ZERO
from enlace.financeiro.boleto.codigo import CodigoDeBarras

# What EMV QR Code allows. Longer, or with other letters, it is no Pix, and its QR would be one that nobody can pay.
_BR_CODE: Final = re.compile(r"[\x20-\x7e]{1,512}")


@dataclass(frozen=True, kw_only=True)
class Pessoa:
    """Who charges, or who pays. `cpf_cnpj` with or without its mask; `endereco` in at most three lines, as on an envelope."""

    nome: str
    cpf_cnpj: str
    endereco: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lancamento:
    """A line of the bill. Every one is printed, on further pages if need be; its description up to 500 characters."""

    descricao: str
    valor: Decimal


@dataclass(frozen=True, kw_only=True)
class ValorAtualizado:
    """Of a bill that is overdue: what it was, and what was added to make the amount that is printed as due."""

    vencimento_original: date
    valor_original: Decimal
    multa: Decimal = ZERO
    juros: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class BoletoImpresso:
    """What the bank's part says. The linha digitável is that of the bar code: there is no second place to differ from it.

    `banco_codigo` with its digit (`756-0`), `nosso_numero`, `agencia_codigo_beneficiario` and `carteira` as the bank prints them:
    `boleto.montagem` has the texts. `especie` of the document, as DS or DM; `aceite` S or N.
    """

    banco_codigo: str
    banco_nome: str
    codigo_de_barras: CodigoDeBarras
    nosso_numero: str
    agencia_codigo_beneficiario: str
    carteira: str
    especie: str = "DS"
    especie_dinheiro: str = "R$"
    aceite: str = "N"
    local_pagamento: str = "PAGÁVEL EM QUALQUER BANCO ATÉ O VENCIMENTO"

    @property
    def linha_digitavel(self) -> str:
        """As people type it, with points and spaces."""
        return str(self.codigo_de_barras.linha_digitavel)


@dataclass(frozen=True, kw_only=True)
class DocumentoDeCobranca:
    """One bill on paper.

    `vencimento` and `valor` are what is to be paid by when; of an overdue bill the new ones, and `atualizado` has the old ones.
    `desconto` is already taken off `valor`, fine and interest are already in it: the bank's part leaves its fields for them empty,
    so that no cashier counts them twice.
    `estado`: why nobody must pay it, as "PAGA EM 25/06/2018"; then neither bar code nor QR is printed, whatever else is given.
    `instrucoes`: one text a line; of more than about ten lines the rest is not printed in the bank's part.
    `pix_copia_cola`: a BR Code, static or of the bank. `logo`: the bytes of a PNG or JPEG; one that cannot be used is left out.
    """

    beneficiario: Pessoa
    pagador: Pessoa
    numero_documento: str
    vencimento: date
    valor: Decimal
    data_documento: date | None = None
    data_processamento: date | None = None
    lancamentos: tuple[Lancamento, ...] = ()
    desconto: Decimal = ZERO
    atualizado: ValorAtualizado | None = None
    instrucoes: tuple[str, ...] = ()
    boleto: BoletoImpresso | None = None
    pix_copia_cola: str | None = None
    logo: bytes | None = None
    estado: str = ""

    @property
    def boleto_a_pagar(self) -> BoletoImpresso | None:
        """The boleto, unless the bill must not be paid."""
        return None if self.estado else self.boleto

    @property
    def pix_a_pagar(self) -> str | None:
        """The Pix code, unless the bill must not be paid or the text cannot be one."""
        codigo = "" if self.estado else self.pix_copia_cola or ""
        return codigo if _BR_CODE.fullmatch(codigo) else None
