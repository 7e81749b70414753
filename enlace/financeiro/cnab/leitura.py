"""The values of a line, by the table of its fields. A field that does not hold what its kind says makes the line unreadable."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final, TypeVar

from enlace.financeiro.cnab.campos import Campo, Registro, Tipo, Valor, so_algarismos
from enlace.financeiro.cnab.recusas import CampoIlegivel

_INSCRICAO = re.compile(r"[0-9A-Z]+")
_T = TypeVar("_T", str, int, Decimal)


class Lidos(dict[str, Valor]):
    """The values of a line by the names of its fields. Asking for one as another type than its own is a `TypeError`."""

    def texto(self, nome: str) -> str:
        """A field of text, digits or inscrição."""
        return self._como(nome, str)

    def numero(self, nome: str) -> int:
        """A field of a number."""
        return self._como(nome, int)

    def valor(self, nome: str) -> Decimal:
        """A field of an amount or a rate."""
        return self._como(nome, Decimal)

    def data(self, nome: str) -> date | None:
        """A field of a day; None when it was not filled."""
        valor = self[nome]
        if valor is not None and not isinstance(valor, date):
            raise TypeError(nome)
        return valor

    def dia(self, nome: str) -> date:
        """A field of a day that must be filled."""
        data = self.data(nome)
        if data is None:
            raise TypeError(nome)
        return data

    def _como(self, nome: str, tipo: type[_T]) -> _T:
        valor = self[nome]
        if not isinstance(valor, tipo):
            raise TypeError(nome)
        return valor


def ler(registro: Registro, linha: str, *, numero: int) -> Lidos:
    """The values of a line of 240 characters; `numero` is its number in the file, for the sentence of a refusal.

    Constants are read like other fields and not compared: whoever reads a file knows what a wrong one means.
    Refused: `CampoIlegivel`.
    """
    lidos = Lidos()
    for campo in registro.lidos:
        try:
            lidos[campo.nome] = _lido(campo, linha[campo.inicio - 1 : campo.fim])
        except ValueError as erro:
            raise CampoIlegivel(linha=numero, posicoes=f"{campo.inicio} a {campo.fim}", campo=campo.nome_para_pessoas) from erro
    return lidos


def _lido(campo: Campo, trecho: str) -> Valor:
    valor = _LEITURAS[campo.tipo](campo, trecho)
    if campo.obrigatorio and valor in ("", None):
        raise ValueError
    return valor


def _ler_texto(_campo: Campo, trecho: str) -> str:
    return trecho.strip()


def _ler_digitos(_campo: Campo, trecho: str) -> str:
    texto = trecho.strip(" ")
    if texto and not so_algarismos(trecho):
        raise ValueError
    return texto


def _ler_inscricao(_campo: Campo, trecho: str) -> str:
    texto = trecho.strip(" ")
    if texto and not _INSCRICAO.fullmatch(texto):
        raise ValueError
    return texto


def _ler_numero(_campo: Campo, trecho: str) -> int:
    # int() alone would take signs, blanks and underscores.
    if not so_algarismos(trecho):
        raise ValueError
    return int(trecho)


def _ler_valor(campo: Campo, trecho: str) -> Decimal:
    return Decimal(_ler_numero(campo, trecho)).scaleb(-campo.casas)


def _ler_data(campo: Campo, trecho: str) -> date | None:
    if not trecho.strip(" 0"):
        return None
    _ler_numero(campo, trecho)
    return date(int(trecho[4:]), int(trecho[2:4]), int(trecho[:2]))


def _ler_hora(campo: Campo, trecho: str) -> time:
    _ler_numero(campo, trecho)
    return time(int(trecho[:2]), int(trecho[2:4]), int(trecho[4:]))


_LEITURAS: Final[Mapping[Tipo, Callable[[Campo, str], Valor]]] = {
    Tipo.TEXTO: _ler_texto,
    Tipo.DIGITOS: _ler_digitos,
    Tipo.INSCRICAO: _ler_inscricao,
    Tipo.NUMERO: _ler_numero,
    Tipo.VALOR: _ler_valor,
    Tipo.DATA: _ler_data,
    Tipo.HORA: _ler_hora,
}
