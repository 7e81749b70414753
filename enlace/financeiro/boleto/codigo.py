"""The 44 digits of a bar code and the 47 of the linha digitável: two ways to write one thing (standard of FEBRABAN).

Bar code: bank 3, currency 1, check digit 1, due-date factor 4, cents 10, the bank's free field 25.
Line: bank, currency and free 1 to 5; free 6 to 15; free 16 to 25, each with its own modulo-10 digit; the bar code's check digit;
factor and cents. An object of these classes holds digits that fit: what does not fit is refused while it is made.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from enlace.core.dinheiro import CENTAVO
from enlace.financeiro.boleto import recusas
from enlace.financeiro.boleto.digitos import modulo_10, modulo_11_do_codigo_de_barras
from enlace.financeiro.boleto.fator import vencimento_do_fator

REAL = "9"
TAMANHO_DO_CODIGO = 44
TAMANHO_DA_LINHA = 47
TAMANHO_DO_CAMPO_LIVRE = 25
_INICIO_DE_ARRECADACAO = "8"
_MAIOR_VALOR = Decimal("99999999.99")
_MASCARA = re.compile(r"[.\s-]")
# Where the first three fields of a line begin and end, their digit left out; the digit stands at the end.
_CAMPOS = ((0, 9), (10, 20), (21, 31))


@dataclass(frozen=True)
class CodigoDeBarras:
    """The 44 digits of a boleto in real whose check digit fits. Refused: a subclass of `CodigoRecusado`."""

    digitos: str

    def __post_init__(self) -> None:
        _conferir_digitos(self.digitos, tamanho=TAMANHO_DO_CODIGO)
        if self.digitos[4] != modulo_11_do_codigo_de_barras(self.digitos[:4] + self.digitos[5:]):
            raise recusas.DigitoGeralErrado
        if self.digitos[3] != REAL:
            raise recusas.MoedaRecusada

    def __str__(self) -> str:
        return self.digitos

    @classmethod
    def montar(cls, *, banco: str, fator: int, valor: Decimal, campo_livre: str) -> Self:
        """Put the parts together and find the check digit. Refused: `ValorNaoCabeNoBoleto`."""
        resto = f"{fator:04d}{centavos(valor):010d}{campo_livre}"
        digito = modulo_11_do_codigo_de_barras(f"{banco}{REAL}{resto}")
        return cls(f"{banco}{REAL}{digito}{resto}")

    @property
    def banco(self) -> str:
        """The bank's COMPE code, three digits. It may be one that we know nothing else of."""
        return self.digitos[:3]

    @property
    def fator(self) -> int:
        """The due-date factor; see `vencimento`."""
        return int(self.digitos[5:9])

    @property
    def valor(self) -> Decimal:
        """Reais with two decimals; 0.00 when the payer chooses."""
        return Decimal(int(self.digitos[9:19])) * CENTAVO

    @property
    def campo_livre(self) -> str:
        """The 25 digits that each bank fills by its own rule."""
        return self.digitos[19:]

    def vencimento(self, *, hoje: date) -> date | None:
        """The due date as one who reads it on `hoje` must understand it; refuses as `fator.vencimento_do_fator`."""
        return vencimento_do_fator(self.fator, hoje=hoje)

    @property
    def linha_digitavel(self) -> "LinhaDigitavel":
        """The same boleto as people type it."""
        livre = self.campo_livre
        campos = (self.digitos[:4] + livre[:5], livre[5:15], livre[15:])
        com_digitos = "".join(campo + modulo_10(campo) for campo in campos)
        return LinhaDigitavel(com_digitos + self.digitos[4:19])


@dataclass(frozen=True)
class LinhaDigitavel:
    """The 47 digits of a line whose check digits all fit. Refused: a subclass of `CodigoRecusado`; see `ler` for printed lines."""

    digitos: str

    def __post_init__(self) -> None:
        _conferir_digitos(self.digitos, tamanho=TAMANHO_DA_LINHA)
        for numero, (inicio, fim) in enumerate(_CAMPOS, start=1):
            if self.digitos[fim] != modulo_10(self.digitos[inicio:fim]):
                raise recusas.DigitoDoCampoErrado(campo=numero)
        _ = self.codigo_de_barras  # the general digit and the currency are the bar code's to refuse

    def __str__(self) -> str:
        """As it is printed and as the integration API writes it: `75691.31662 01006.726101 27210.000017 7 73380000001000`."""
        d = self.digitos
        return f"{d[:5]}.{d[5:10]} {d[10:15]}.{d[15:21]} {d[21:26]}.{d[26:32]} {d[32]} {d[33:]}"

    @property
    def codigo_de_barras(self) -> CodigoDeBarras:
        """The same boleto as a scanner reads it."""
        primeiro, segundo, terceiro = (self.digitos[inicio:fim] for inicio, fim in _CAMPOS)
        return CodigoDeBarras(primeiro[:4] + self.digitos[32:] + primeiro[4:] + segundo + terceiro)


def ler(texto: str) -> CodigoDeBarras:
    """What a person typed or pasted or a scanner read: a line with or without its mask, or a bar code.

    Refused: a subclass of `CodigoRecusado`, which says what is wrong. The bank may be unknown to us.
    """
    digitos = _MASCARA.sub("", texto)
    if len(digitos) == TAMANHO_DO_CODIGO:
        return CodigoDeBarras(digitos)
    _conferir_digitos(digitos, tamanho=TAMANHO_DA_LINHA, esperado=f"{TAMANHO_DA_LINHA} ou {TAMANHO_DO_CODIGO}")
    return LinhaDigitavel(digitos).codigo_de_barras


def centavos(valor: Decimal) -> int:
    """The value as a whole number of cents. Refused: `ValorNaoCabeNoBoleto`; nothing is rounded."""
    if not valor.is_finite() or not 0 <= valor <= _MAIOR_VALOR or valor != valor.quantize(CENTAVO):
        raise recusas.ValorNaoCabeNoBoleto
    return int(valor.scaleb(2))


def _conferir_digitos(digitos: str, *, tamanho: int, esperado: str = "") -> None:
    if not (digitos.isascii() and (digitos.isdigit() or not digitos)):
        raise recusas.CaracteresRecusados
    if digitos.startswith(_INICIO_DE_ARRECADACAO):
        raise recusas.ContaDeConsumo
    if len(digitos) != tamanho:
        raise recusas.TamanhoRecusado(digitos=len(digitos), esperado=esperado or str(tamanho))
