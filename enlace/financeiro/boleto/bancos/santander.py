"""Santander (033): carteiras 101 (rápida com registro), 102 (sem registro) and 201 (penhor).

Free field: a 9, código do beneficiário 7, nosso número 12 and its digit, IOF 1 (0: only insurers have another), carteira 3.
Source: the published test figures that `tests/vetores.py` names. Not at hand (ADR 0014): the bank's manual,
"Código de barras: cobrança com ou sem registro".
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_com_zero
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "033"
DIGITO = "7"
NOME = "Santander"
CARTEIRAS = ("101", "102", "201")
_INICIO = "9"
_SEM_IOF = "0"


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    beneficiario = _beneficiario(identificacao)
    nosso_numero = _nosso_numero(identificacao)
    digito = modulo_11_com_zero(nosso_numero)
    return f"{_INICIO}{beneficiario}{nosso_numero}{digito}{_SEM_IOF}{_carteira(identificacao)}"


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`000000000456-1`."""
    _carteira(identificacao)
    nosso_numero = _nosso_numero(identificacao)
    return f"{nosso_numero}-{modulo_11_com_zero(nosso_numero)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`0059/1899775` (form of brcobranca)."""
    return f"{com_zeros(identificacao.agencia, 4, nome='Agência')}/{_beneficiario(identificacao)}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        beneficiario=campo_livre[1:8],
        nosso_numero=campo_livre[8:20],
        carteira=campo_livre[22:],
    )


def _beneficiario(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.beneficiario, 7, nome="Código do beneficiário")


def _carteira(identificacao: Identificacao) -> str:
    return carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=3)


def _nosso_numero(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.nosso_numero, 12, nome="Nosso número")
