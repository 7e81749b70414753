"""Pix: the kinds of key, and the static BR Code (the text behind the QR, `pix_copia_cola` on the wire) written and read.

A BR Code is a row of fields, each with a number, a length and a value, some of them made of fields again (EMV QR Code, Merchant
Presented Mode), closed by a checksum. Sources: Banco Central do Brasil, "Manual do BR Code" and "Manual de Padrões para Iniciação
do Pix". A static code credits the key and settles nothing by itself: whoever reads the statement matches it by `txid`. Dynamic
codes, among them those on a boleto of a bank, are made by the bank and only recognised here.
"""

import re
import unicodedata
from binascii import crc_hqx
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from enlace.core.dinheiro import conferir
from enlace.core.documentos import cpf_cnpj_valido, e_cpf, normalizar_cpf_cnpj
from enlace.core.errors import RuleRefused

_GUI: Final = "br.gov.bcb.pix"
_SEM_TXID: Final = "***"
_INICIACOES: Final = ("11", "12")  # to be paid as often as one likes, or once
_TAMANHO_DO_NOME: Final = 25
_TAMANHO_DA_CIDADE: Final = 15
_TAMANHO_DO_EMAIL: Final = 77  # what is left of the 99 characters of field 26
_TAMANHO_DO_CRC: Final = 4
_TAMANHO_DO_CODIGO: Final = 512  # what EMV QR Code MPM allows

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
# Area codes have no zero; after them nine digits that begin with 9, or the eight of a fixed line.
_TELEFONE = re.compile(r"\+55[1-9]{2}(9[0-9]{8}|[2-8][0-9]{7})")
_ALEATORIA = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MASCARA_DE_TELEFONE = re.compile(r"[\s().-]")
_TXID = re.compile(r"[A-Za-z0-9]{1,25}")
_VALOR = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
_QUATRO_ALGARISMOS = re.compile(r"[0-9]{4}")
_IMPRIMIVEIS = re.compile(r"[\x20-\x7e]*")
_NAO_IMPRIMIVEIS = re.compile(r"[^\x20-\x7e]+")


class ChavePixInvalida(RuleRefused):
    """Text that is no Pix key. The sentence does not repeat it: most keys are somebody's document or telephone."""

    mensagem = "A chave Pix não é um CPF, CNPJ, e-mail, telefone com +55 e DDD nem chave aleatória válidos."


class TxidInvalido(RuleRefused):
    """An identification of the payment that the standard has no room for."""

    mensagem = "O identificador (txid) do Pix tem de 1 a 25 letras sem acento e algarismos."


class ValorPixInvalido(RuleRefused):
    """An amount that a Pix cannot be asked for: nothing or less."""

    mensagem = "O valor do Pix tem de ser de pelo menos um centavo."


class RecebedorInvalido(RuleRefused):
    """A name or city of the receiver of which nothing is left, or that is too long in a code that was read."""


class BrCodeRecusado(RuleRefused):
    """Text that cannot be taken for a static Pix code; the subclasses say why."""


class BrCodeMalformado(BrCodeRecusado):
    """Not a row of numbered fields: cut off, with something in between, or no such code at all."""

    mensagem = "O texto não é um Pix Copia e Cola, ou está incompleto."


class BrCodeAdulterado(BrCodeRecusado):
    """The checksum is another one: a character was changed or lost on the way."""

    mensagem = "O código de verificação do Pix Copia e Cola não confere: copie-o de novo."


class BrCodeSemPix(BrCodeRecusado):
    """A BR Code of another arrangement of payment, or not of reais in Brazil."""

    mensagem = "O código não é de um Pix."


class BrCodeDinamico(BrCodeRecusado):
    """A dynamic code: amount and receiver are at the address that it holds."""

    mensagem = "O código é de um Pix dinâmico, que só o banco que o emitiu sabe ler."


class TipoDeChave(StrEnum):
    """The kinds of key that the directory of the Banco Central (DICT) knows."""

    CPF = "cpf"
    CNPJ = "cnpj"
    EMAIL = "email"
    TELEFONE = "telefone"
    ALEATORIA = "aleatoria"


@dataclass(frozen=True)
class Chave:
    """A key as the directory spells it: documents without mask, `+55` and digits, e-mail and random key in lower case."""

    tipo: TipoDeChave
    valor: str


@dataclass(frozen=True)
class CobrancaPix:
    """What a static code asks for. Without `valor` the payer types it; without `txid` the payment cannot be told from others."""

    chave: str
    nome: str
    cidade: str
    valor: Decimal | None = None
    txid: str | None = None


def reconhecer_chave(texto: str) -> Chave:
    """The key in a text as people type it, or `ChavePixInvalida`.

    A telephone needs its `+55`: eleven digits alone are a CPF, and must be a valid one. A CNPJ may hold letters.
    """
    valor = _sem_mascara(texto.strip())
    if len(valor) <= _TAMANHO_DO_EMAIL and _EMAIL.fullmatch(valor):
        return Chave(TipoDeChave.EMAIL, valor)
    if _TELEFONE.fullmatch(valor):
        return Chave(TipoDeChave.TELEFONE, valor)
    if _ALEATORIA.fullmatch(valor):
        return Chave(TipoDeChave.ALEATORIA, valor)
    if cpf_cnpj_valido(valor):
        return Chave(TipoDeChave.CPF if e_cpf(valor) else TipoDeChave.CNPJ, valor)
    raise ChavePixInvalida


def copia_e_cola(cobranca: CobrancaPix) -> str:
    """The static BR Code of a charge, to be copied or drawn as a QR: printable ASCII, at most 512 characters.

    The name is cut to 25 and the city to 15 characters, between words where that is possible, without accents; payers are shown
    the name that the directory has for the key. Refused: `ChavePixInvalida`, `RecebedorInvalido`, `ValorPixInvalido`,
    `TxidInvalido`, and `ValorRecusado` for fractions of a cent.
    """
    nome = _encurtar(cobranca.nome, _TAMANHO_DO_NOME)
    cidade = _encurtar(cobranca.cidade, _TAMANHO_DA_CIDADE)
    _conferir_recebedor(nome, cidade)
    conta = _campo("00", _GUI) + _campo("01", reconhecer_chave(cobranca.chave).valor)
    valor = "" if cobranca.valor is None else _campo("54", f"{_positivo(cobranca.valor):.2f}")
    txid = _SEM_TXID if cobranca.txid is None else _conferir_txid(cobranca.txid)
    corpo = (
        f"{_campo('00', '01')}{_campo('26', conta)}{_campo('52', '0000')}{_campo('53', '986')}{valor}"
        f"{_campo('58', 'BR')}{_campo('59', nome)}{_campo('60', cidade)}{_campo('62', _campo('05', txid))}6304"
    )
    return corpo + crc16(corpo)


def ler(codigo: str) -> CobrancaPix:
    """What a static BR Code of any origin asks for, every rule of the standard checked; white space around it is forgiven.

    Refused: a subclass of `BrCodeRecusado` for the code as a whole, and what `copia_e_cola` refuses for what is in it.
    """
    texto = codigo.strip()
    if len(texto) > _TAMANHO_DO_CODIGO or not _IMPRIMIVEIS.fullmatch(texto):
        raise BrCodeMalformado
    campos = _campos(texto)
    ordem = list(campos)
    if ordem[:1] != ["00"] or ordem[-1:] != ["63"] or campos["00"] != "01":
        raise BrCodeMalformado
    if crc16(texto[:-_TAMANHO_DO_CRC]) != campos["63"].upper():
        raise BrCodeAdulterado
    conta = _conta_pix(campos)
    nome, cidade = _obrigatorio(campos, "59"), _obrigatorio(campos, "60")
    _conferir_recebedor(nome, cidade)
    txid = _obrigatorio(_campos(_obrigatorio(campos, "62")), "05")
    return CobrancaPix(
        chave=_chave_lida(conta["01"]),
        nome=nome,
        cidade=cidade,
        valor=_valor_lido(campos["54"]) if "54" in campos else None,
        txid=None if txid == _SEM_TXID else _conferir_txid(txid),
    )


def crc16(texto: str) -> str:
    """CRC-16/CCITT-FALSE in four hexadecimal capitals: polynomial 1021, beginning at FFFF. Of `123456789` it is 29B1."""
    return f"{crc_hqx(texto.encode(), 0xFFFF):04X}"


def _conta_pix(campos: dict[str, str]) -> dict[str, str]:
    """The template of Pix among those of the arrangements, which have the numbers 26 to 51."""
    if campos.get("01", "11") not in _INICIACOES or not _QUATRO_ALGARISMOS.fullmatch(_obrigatorio(campos, "52")):
        raise BrCodeMalformado
    if _obrigatorio(campos, "53") != "986" or _obrigatorio(campos, "58") != "BR":
        raise BrCodeSemPix
    marca = _campo("00", _GUI)
    contas = [valor for numero, valor in campos.items() if "26" <= numero <= "51" and valor.lower().startswith(marca)]
    if len(contas) != 1:
        raise BrCodeSemPix
    conta = _campos(contas[0])
    if "25" in conta:
        raise BrCodeDinamico
    _obrigatorio(conta, "01")
    return conta


def _campo(numero: str, valor: str) -> str:
    return f"{numero}{len(valor):02}{valor}"


def _campos(texto: str) -> dict[str, str]:
    """The fields of a text in their order; refuses what is cut off, left over or said twice."""
    campos: dict[str, str] = {}
    inicio = 0
    while inicio < len(texto):
        cabecalho = texto[inicio : inicio + 4]
        if not _QUATRO_ALGARISMOS.fullmatch(cabecalho) or cabecalho[:2] in campos:
            raise BrCodeMalformado
        fim = inicio + 4 + int(cabecalho[2:])
        if fim > len(texto):
            raise BrCodeMalformado
        campos[cabecalho[:2]] = texto[inicio + 4 : fim]
        inicio = fim
    return campos


def _obrigatorio(campos: dict[str, str], numero: str) -> str:
    valor = campos.get(numero)
    if not valor:
        raise BrCodeMalformado
    return valor


def _sem_mascara(chave: str) -> str:
    if not chave.isascii():  # no key, but some letters turn into ASCII ones when their case changes
        return chave
    if "@" in chave or _ALEATORIA.fullmatch(chave.lower()):
        return chave.lower()
    return _MASCARA_DE_TELEFONE.sub("", chave) if chave.startswith("+") else normalizar_cpf_cnpj(chave)


def _chave_lida(texto: str) -> str:
    """The key in a code, where a mask is out of place: the payer's bank would not find it."""
    chave = reconhecer_chave(texto).valor
    if chave.lower() != texto.lower():
        raise ChavePixInvalida
    return chave


def _conferir_txid(txid: str) -> str:
    if not _TXID.fullmatch(txid):
        raise TxidInvalido
    return txid


def _conferir_recebedor(nome: str, cidade: str) -> None:
    if not 0 < len(nome) <= _TAMANHO_DO_NOME:
        raise RecebedorInvalido("O nome de quem recebe o Pix tem de 1 a 25 caracteres.")
    if not 0 < len(cidade) <= _TAMANHO_DA_CIDADE:
        raise RecebedorInvalido("A cidade de quem recebe o Pix tem de 1 a 15 caracteres.")


def _positivo(valor: Decimal) -> Decimal:
    conferido = conferir(valor)
    if conferido <= 0:
        raise ValorPixInvalido
    return conferido


def _valor_lido(texto: str) -> Decimal:
    if not _VALOR.fullmatch(texto):
        raise ValorPixInvalido("O valor do Pix não está escrito como manda o padrão.")
    return _positivo(Decimal(texto))


def _encurtar(texto: str, tamanho: int) -> str:
    """Without accents and in one line, cut after the last whole word that fits; a single long word is cut where it must."""
    sem_acentos = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    limpo = " ".join(_NAO_IMPRIMIVEIS.sub(" ", sem_acentos).split())
    if len(limpo) <= tamanho:
        return limpo
    # One character more than fits: a word that ends exactly there is whole.
    return limpo[: tamanho + 1].rpartition(" ")[0] or limpo[:tamanho]
