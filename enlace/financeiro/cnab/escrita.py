"""A line made of values, by the table of its fields.

A field is written as its kind says (FEBRABAN, "Layout padrão CNAB 240"): numbers to the right with zeros before them, texts to the
left with blanks behind them, in capitals without accents. What does not fit is refused by the field's name and never cut behind
one's back, except in the texts whose field says so: names and addresses, which banks cut too.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final, TypeVar

from enlace.financeiro.cnab.campos import Campo, Registro, TabelaErradaError, Tipo, Valor, so_algarismos
from enlace.financeiro.cnab.recusas import CampoRecusado

_INSCRICAO = re.compile(r"[0-9A-Z]+")
_FORA_DO_ASCII = re.compile(r"[^\x20-\x7e]")
_T = TypeVar("_T", str, int, Decimal)


def escrever(registro: Registro, valores: Mapping[str, Valor]) -> str:
    """The line, exactly 240 ASCII characters, without its end. Refused: `CampoRecusado`.

    `valores` has a value for each field without a constant, and no other: anything else is a `TabelaErradaError`.
    """
    if valores.keys() != registro.variaveis:
        raise TabelaErradaError(f"{registro.nome}: campos a mais ou a menos {sorted(valores.keys() ^ registro.variaveis)}")
    return "".join(
        _ESCRITAS[campo.tipo](campo, valores[campo.nome]) if campo.constante is None else campo.constante
        for campo in registro.campos
    )


def sem_acentos(texto: str) -> str:
    """The text as files of banks have it: ASCII capitals, one blank between words, a blank for what has no letter there."""
    decomposto = unicodedata.normalize("NFKD", texto.upper())
    letras = "".join(letra for letra in decomposto if not unicodedata.combining(letra))
    # Capitals again: the ordinal signs of «nº» and «1ª» become small letters.
    return " ".join(_FORA_DO_ASCII.sub(" ", letras).upper().split())


def _escrever_texto(campo: Campo, valor: Valor) -> str:
    texto = sem_acentos(_do_tipo(campo, valor, str))
    if campo.obrigatorio and not texto:
        raise _recusado(campo, "falta informar")
    if campo.corta:
        texto = texto[: campo.tamanho]
    return _cabendo(campo, texto).ljust(campo.tamanho)


def _escrever_digitos(campo: Campo, valor: Valor) -> str:
    texto = _do_tipo(campo, valor, str)
    if not texto:
        raise _recusado(campo, "falta informar")
    if not so_algarismos(texto):
        raise _recusado(campo, "só pode ter números")
    return _cabendo(campo, texto).zfill(campo.tamanho)


def _escrever_inscricao(campo: Campo, valor: Valor) -> str:
    texto = _do_tipo(campo, valor, str)
    if not _INSCRICAO.fullmatch(texto):
        raise _recusado(campo, "só pode ter números e letras maiúsculas, sem máscara")
    return _cabendo(campo, texto).zfill(campo.tamanho)


def _escrever_numero(campo: Campo, valor: Valor) -> str:
    numero = _do_tipo(campo, valor, int)
    if numero < 0:
        raise _recusado(campo, "não pode ser negativo")
    return _cabendo(campo, str(numero)).zfill(campo.tamanho)


def _escrever_valor(campo: Campo, valor: Valor) -> str:
    quanto = _do_tipo(campo, valor, Decimal)
    if not quanto.is_finite() or quanto < 0:
        raise _recusado(campo, "não pode ser negativo nem deixar de ser um número")
    if quanto >= Decimal(10) ** (campo.tamanho - campo.casas):
        raise _recusado(campo, f"não cabe em {campo.tamanho} posições")
    # Not scaled first: that would round what has more digits than Python's decimals carry.
    arredondado = quanto.quantize(Decimal(1).scaleb(-campo.casas))
    if arredondado != quanto:
        raise _recusado(campo, f"pode ter no máximo {campo.casas} casas decimais")
    return str(int(arredondado.scaleb(campo.casas))).zfill(campo.tamanho)


def _escrever_data(campo: Campo, valor: Valor) -> str:
    if valor is None:
        return "0" * campo.tamanho
    if not isinstance(valor, date):
        raise TypeError(campo.nome)
    return f"{valor.day:02}{valor.month:02}{valor.year:04}"


def _escrever_hora(campo: Campo, valor: Valor) -> str:
    if not isinstance(valor, time):
        raise TypeError(campo.nome)
    return f"{valor.hour:02}{valor.minute:02}{valor.second:02}"


_ESCRITAS: Final[Mapping[Tipo, Callable[[Campo, Valor], str]]] = {
    Tipo.TEXTO: _escrever_texto,
    Tipo.DIGITOS: _escrever_digitos,
    Tipo.INSCRICAO: _escrever_inscricao,
    Tipo.NUMERO: _escrever_numero,
    Tipo.VALOR: _escrever_valor,
    Tipo.DATA: _escrever_data,
    Tipo.HORA: _escrever_hora,
}


def _do_tipo(campo: Campo, valor: Valor, tipo: type[_T]) -> _T:
    if not isinstance(valor, tipo):
        raise TypeError(campo.nome)
    return valor


def _cabendo(campo: Campo, texto: str) -> str:
    if len(texto) > campo.tamanho:
        raise _recusado(campo, f"não cabe em {campo.tamanho} posições")
    return texto


def _recusado(campo: Campo, motivo: str) -> CampoRecusado:
    return CampoRecusado(campo=campo.nome_para_pessoas, motivo=motivo)
