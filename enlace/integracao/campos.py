"""The fields of a body as the contract reads them, and its sentences for those that do not fit.

Numbers may come as text and text as numbers (notes, "Input"). Every field is read before any is refused: `conferir` tells all that
is wrong at once. Until then a reader gives back a harmless value for a field that does not fit.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from enlace.core import dinheiro
from enlace.core.contatos import telefone_canonico
from enlace.integracao.corpo import CorpoInvalido, ler_json
from enlace.integracao.erros import EntradaRecusada, rotulo
from enlace.integracao.parametros import NAO, SIM, inteiro
from enlace.mensagens.destinos import normalizar_email

# Area code (none has a zero) and eight or nine digits.
_COM_DDD = re.compile(r"[1-9]{2}[0-9]{8,9}")
_SIMPLES = re.compile(r"[0-9]+([.,][0-9]{1,2})?")
_COM_MILHARES = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]{1,2}")


class Campos:
    """The fields of one object, with one reader for each kind of value; `None` or `""` is a field that was not sent."""

    def __init__(self, valores: Mapping[str, object], *, _dentro_de: str = "", _erros: list[str] | None = None) -> None:
        self._valores = valores
        self._dentro_de = _dentro_de
        self._erros = [] if _erros is None else _erros

    def conferir(self) -> None:
        """Refuse the request with a sentence for each field that did not fit; those of parts count too."""
        if self._erros:
            raise EntradaRecusada.dos_campos(*self._erros)

    def recusar(self, nome: str, frase: str) -> None:
        """Note that a field does not fit: `frase` goes on after "O campo X "."""
        self._erros.append(f"O campo {self._dentro_de}{rotulo(nome)} {frase}")

    def veio(self, nome: str) -> bool:
        """Whether the field was sent with something in it."""
        valor = self._valores.get(nome)
        return valor is not None and not (isinstance(valor, str) and not valor.strip())

    def texto(self, nome: str, *, maximo: int | None = None, obrigatorio: bool = False) -> str | None:
        """A text without the blanks around it, of at most `maximo` characters."""
        if not self._presente(nome, obrigatorio=obrigatorio):
            return None
        valor = self._valores[nome]
        if isinstance(valor, bool) or not isinstance(valor, str | int | float):
            self.recusar(nome, "deve ser um texto.")
            return None
        texto = str(_sem_ponto_zero(valor)).strip()
        if maximo is not None and len(texto) > maximo:
            self.recusar(nome, f"não pode ter mais de {maximo} caracteres.")
            return None
        return texto

    def exigir_texto(self, nome: str, *, maximo: int | None = None) -> str:
        """A text that must be there."""
        return self.texto(nome, maximo=maximo, obrigatorio=True) or ""

    def exigir_codigo(self, nome: str, *, tamanho: int | None) -> str:
        """A text such as a CEP or a CPF that must be there; sent as a number it has lost its leading zeros, which are put back."""
        valor = _sem_ponto_zero(self._valores.get(nome))
        if isinstance(valor, int) and not isinstance(valor, bool) and valor >= 0:
            return str(valor).zfill(tamanho or 0)
        return self.exigir_texto(nome, maximo=30)

    def opcao(self, nome: str, aceitos: tuple[str, ...], *, obrigatorio: bool = False) -> str | None:
        """One of `aceitos`, in any case."""
        texto = self.texto(nome, obrigatorio=obrigatorio)
        if texto is not None and texto.lower() not in aceitos:
            self.recusar(nome, f"deve ser um destes: {', '.join(aceitos)}.")
            return None
        return texto and texto.lower()

    def inteiro(self, nome: str, *, obrigatorio: bool = False, positivo: bool = False) -> int | None:
        """A whole number from 0 on, as a key is one; `positivo`: from 1 on."""
        if not self._presente(nome, obrigatorio=obrigatorio):
            return None
        numero = _inteiro(self._valores[nome])
        if numero is None or (positivo and numero < 1):
            self.recusar(nome, f"deve ser um número inteiro{' maior que 0' if positivo else ''}.")
            return None
        return numero

    def exigir_inteiro(self, nome: str) -> int:
        """A whole number that must be there."""
        return self.inteiro(nome, obrigatorio=True) or 0

    def inteiros(self, nome: str) -> list[int]:
        """A list of whole numbers, each once; of one number, also without the list."""
        if not self._presente(nome):
            return []
        valor = self._valores[nome]
        numeros = [_inteiro(item) for item in (valor if isinstance(valor, list) else [valor])]
        if None in numeros:
            self.recusar(nome, "deve ser uma lista de números inteiros.")
        return list(dict.fromkeys(numero for numero in numeros if numero is not None))

    def booleano(self, nome: str, *, padrao: bool) -> bool:
        """A yes or no in any spelling that the contract accepts."""
        if not self._presente(nome):
            return padrao
        valor = self._valores[nome]
        texto = str(_sem_ponto_zero(valor)).strip().lower() if isinstance(valor, bool | int | float | str) else ""
        if texto in SIM | NAO:
            return texto in SIM
        self.recusar(nome, "deve ser verdadeiro ou falso.")
        return padrao

    def dinheiro(self, nome: str, *, obrigatorio: bool = False) -> Decimal | None:
        """An amount in reais, not negative, of at most two decimals; as text with a point or a comma, also `1.234,56`."""
        if not self._presente(nome, obrigatorio=obrigatorio):
            return None
        valor = _reais(self._valores[nome])
        if valor is None or valor < 0:
            self.recusar(nome, "deve ser um valor em reais, maior ou igual a zero, com até duas casas decimais.")
            return None
        return valor

    def decimal(self, nome: str, *, minimo: int, maximo: int) -> Decimal | None:
        """A number between two bounds; as text with a point or a comma."""
        if not self._presente(nome):
            return None
        valor = _decimal(self._valores[nome])
        if valor is None or not minimo <= valor <= maximo:
            self.recusar(nome, f"deve ser um número de {minimo} a {maximo}.")
            return None
        return valor

    def telefone(self, nome: str, *, obrigatorio: bool = False) -> str | None:
        """The digits of a Brazilian telephone with its area code, without the country's; punctuation is ignored."""
        texto = self.texto(nome, maximo=40, obrigatorio=obrigatorio)
        if texto is None:
            return None
        numero = _telefone(texto)
        if numero is None:
            self.recusar(nome, "deve ser um telefone com DDD, só com números (DDNNNNNNNNN).")
        return numero

    def email(self, nome: str) -> str | None:
        """An e-mail address."""
        texto = self.texto(nome, maximo=254)
        if texto is None:
            return None
        try:
            validate_email(texto)
        except ValidationError:
            self.recusar(nome, "deve ser um endereço de e-mail válido (usuario@dominio.com).")
            return None
        return texto

    def emails(self, nome: str, *, maximo: int) -> list[str]:
        """A list of e-mail addresses, each once; of one, also without the list. Each that is none is refused by itself."""
        return self._enderecos(nome, normalizar_email, "não é um endereço de e-mail válido (usuario@dominio.com).", maximo=maximo)

    def telefones(self, nome: str, *, maximo: int) -> list[str]:
        """A list of Brazilian telephones with area code, each once; of one, also without the list. Each is refused by itself."""
        return self._enderecos(nome, _telefone, "não é um telefone com DDD (DDNNNNNNNNN).", maximo=maximo)

    def _enderecos(self, nome: str, ler: Callable[[str], str | None], frase: str, *, maximo: int) -> list[str]:
        if not self._presente(nome):
            return []
        itens = [item for item in _itens(self._valores[nome]) if item not in (None, "")]
        if len(itens) > maximo:
            self.recusar(nome, f"não pode ter mais de {maximo} itens.")
            return []
        lidos = {}
        for item in itens:
            texto = "" if isinstance(item, bool | dict | list) else str(_sem_ponto_zero(item)).strip()
            if (lido := ler(texto)) is None:
                self.recusar(nome, f"tem um item inválido: “{texto[:80]}” {frase}")
            else:
                lidos[lido.lower()] = lido
        return list(lidos.values())

    def data(self, nome: str) -> dt.date | None:
        """A date, `AAAA-MM-DD`; an hour after it says nothing."""
        texto = self.texto(nome, maximo=40)
        if texto is None:
            return None
        try:
            return dt.datetime.fromisoformat(texto).date()
        except ValueError:
            self.recusar(nome, "não é uma data válida (AAAA-MM-DD).")
            return None

    def objeto(self, nome: str) -> dict[str, object] | None:
        """An object. PHP sends an empty one as an empty list, a form sends one as text."""
        if not self._presente(nome):
            return None
        valor = self._valores[nome]
        if isinstance(valor, str):
            return self._objeto_em_texto(nome, valor)
        if valor == []:
            return {}
        if not isinstance(valor, dict):
            self.recusar(nome, "deve ser um objeto JSON.")
            return None
        return valor

    def _objeto_em_texto(self, nome: str, texto: str) -> dict[str, object] | None:
        try:
            return ler_json(texto)
        except CorpoInvalido:
            self.recusar(nome, "deve ser um objeto JSON.")
            return None

    def parte(self, nome: str, *, obrigatorio: bool = False) -> "Campos":
        """The fields of an object inside; its sentences name it: "O campo servico.valor …"."""
        objeto = self.objeto(nome)
        if obrigatorio and not self.veio(nome):
            self.recusar(nome, "é obrigatório.")
        return Campos(objeto or {}, _dentro_de=f"{self._dentro_de}{rotulo(nome)}.", _erros=self._erros)

    def _presente(self, nome: str, *, obrigatorio: bool = False) -> bool:
        if self.veio(nome):
            return True
        if obrigatorio:
            self.recusar(nome, "é obrigatório.")
        return False


def _itens(valor: object) -> list[object]:
    """The items of a list, or one value as a list of it.

    PHP sends a list whose numbers have gaps (`array_filter`) as an object.
    """
    if isinstance(valor, dict) and all(nome.isdecimal() for nome in valor):
        return list(valor.values())
    return valor if isinstance(valor, list) else [valor]


def _telefone(texto: str) -> str | None:
    # `+` and another country's code would read like a number of ours.
    estrangeiro = texto.startswith("+") and not texto.startswith("+55")
    if estrangeiro or texto.strip("0123456789 ()+-./") != "":
        return None
    numero = telefone_canonico(texto)
    return numero if _COM_DDD.fullmatch(numero) else None


def _sem_ponto_zero(valor: object) -> object:
    """37999112233.0 is how some programs write a number that they keep as a double."""
    return int(valor) if isinstance(valor, float) and valor.is_integer() else valor


def _inteiro(valor: object) -> int | None:
    valor = _sem_ponto_zero(valor)
    if isinstance(valor, bool) or not isinstance(valor, int | str):
        return None
    # In a form the same double is text.
    return inteiro(str(valor).strip().removesuffix(".0"))


def _reais(valor: object) -> Decimal | None:
    """`1.500` is fifteen hundred to one and one and a half to another: nobody's amount."""
    if isinstance(valor, str):
        texto = valor.strip()
        valor = texto.replace(".", "") if _COM_MILHARES.fullmatch(texto) else texto
        if not _SIMPLES.fullmatch(valor):
            return None
    numero = _decimal(valor)
    try:
        return None if numero is None else dinheiro.conferir(numero)
    except dinheiro.ValorRecusado:
        return None


def _decimal(valor: object) -> Decimal | None:
    if isinstance(valor, bool) or not isinstance(valor, int | float | str):
        return None
    texto = str(valor).strip().replace(",", ".")
    # Decimal also reads "NaN", "1e9" and digits of other scripts.
    if not texto.isascii() or texto.strip("0123456789.-+e") != "":
        return None
    try:
        numero = Decimal(texto)
    except InvalidOperation:
        return None
    # A number with a thousand places is no mistake of typing.
    return numero if -20 < numero.adjusted() < 20 else None  # noqa: PLR2004 - far beyond any amount
