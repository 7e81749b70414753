"""Records of fixed width as tables of fields. `escrita` makes a line of values by such a table, `leitura` values of a line.

A table that leaves a position out, or has one twice, is refused when it is made: at import, not at the bank.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias

TAMANHO: Final = 240
FIM_DE_LINHA: Final = "\r\n"

Valor: TypeAlias = str | int | Decimal | date | time | None


class TabelaErradaError(ValueError):
    """A table of fields, or the values given to one, are wrong: a mistake in the program, not in somebody's data."""


class Tipo(StrEnum):
    """What a field holds, and as which Python value it comes and goes."""

    TEXTO = "texto"  # str, without the blanks around it
    DIGITOS = "digitos"  # str of digits whose zeros on the left count; "" where the bank left blanks
    INSCRICAO = "inscricao"  # str of digits and capitals: CPF, or CNPJ, which may have letters since July 2026
    NUMERO = "numero"  # int, from 0 on
    VALOR = "valor"  # Decimal, from 0 on, with the field's decimals
    DATA = "data"  # date as DDMMAAAA; None is zeros, and blanks are read as None
    HORA = "hora"  # time as HHMMSS


@dataclass(frozen=True)
class Campo:
    """One field: positions from 1, both ends included. `constante` is written as it is; a field without a name is only filled.

    `rotulo` is what a person calls it. `corta`: a longer text loses its end. `obrigatorio`: text, digits and days may not be
    missing.
    """

    nome: str
    inicio: int
    fim: int
    tipo: Tipo = Tipo.TEXTO
    rotulo: str = ""
    constante: str | None = None
    casas: int = 2
    corta: bool = False
    obrigatorio: bool = False

    @property
    def tamanho(self) -> int:
        """How many positions it has."""
        return self.fim - self.inicio + 1

    @property
    def nome_para_pessoas(self) -> str:
        """The label, or else the name with blanks."""
        return self.rotulo or self.nome.replace("_", " ")


def fixo(nome: str, inicio: int, constante: str) -> Campo:
    """A field that always holds the same."""
    return Campo(nome, inicio, inicio + len(constante) - 1, constante=constante)


def brancos(inicio: int, fim: int) -> Campo:
    """Positions that nobody fills."""
    return fixo("", inicio, " " * (fim - inicio + 1))


def ignorado(inicio: int, fim: int) -> Campo:
    """Positions that nobody reads, whatever they hold."""
    return brancos(inicio, fim)


def zeros(inicio: int, fim: int) -> Campo:
    """Numeric positions that nobody fills."""
    return fixo("", inicio, "0" * (fim - inicio + 1))


@dataclass(frozen=True)
class Registro:
    """A kind of line; `nome` is what a person calls it. Its fields cover the positions 1 to 240, each one once.

    Anything else is a `TabelaErradaError`.
    """

    nome: str
    campos: tuple[Campo, ...]

    def __post_init__(self) -> None:
        proxima = 1
        for campo in self.campos:
            if campo.inicio != proxima or campo.fim < campo.inicio:
                raise TabelaErradaError(f"{self.nome}: esperava um campo na posição {proxima}, veio {campo}")
            if campo.constante is not None and len(campo.constante) != campo.tamanho:
                raise TabelaErradaError(f"{self.nome}: a constante não enche o campo {campo}")
            if campo.constante is None and not campo.nome:
                raise TabelaErradaError(f"{self.nome}: campo sem nome e sem constante {campo}")
            proxima = campo.fim + 1
        if proxima != TAMANHO + 1:
            raise TabelaErradaError(f"{self.nome}: acaba na posição {proxima - 1}")
        nomes = [campo.nome for campo in self.campos if campo.nome]
        if len(nomes) != len(set(nomes)):
            raise TabelaErradaError(f"{self.nome}: nome de campo repetido")

    @cached_property
    def variaveis(self) -> frozenset[str]:
        """The names of the fields that need a value."""
        return frozenset(campo.nome for campo in self.campos if campo.constante is None)

    @cached_property
    def lidos(self) -> tuple[Campo, ...]:
        """The fields that are read: all that have a name."""
        return tuple(campo for campo in self.campos if campo.nome)


def so_algarismos(texto: str) -> bool:
    """Whether it is digits and nothing else, and at least one."""
    # isdigit alone takes «²», which is in Latin-1.
    return texto.isascii() and texto.isdigit()
