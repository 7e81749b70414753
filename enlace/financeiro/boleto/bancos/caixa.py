"""Caixa Econômica Federal (104), SIGCB: carteiras 14 (registrada) and 24 (sem registro), printed by the beneficiário.

The nosso número has 17 digits: the carteira and 15 of ours. Free field: beneficiário 7, the first three of ours, the carteira's
first digit, the next three, the carteira's second digit, the last nine, and a digit over all of it.
The beneficiário is an old code of 6 digits with its check digit, or a code from 1100000 on, which has none. Both may be given as
the 7 digits of the field, which is also how they are read back; an old code may come without its digit.
Source: the published test figures that `tests/vetores.py` names. Not at hand (ADR 0014): the bank's manual,
"Especificações técnicas para emissão de boletos: cobrança bancária CAIXA, SIGCB".
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_com_zero
from enlace.financeiro.boleto.recusas import DadoRecusado
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "104"
DIGITO = "0"
NOME = "Caixa"
CARTEIRAS = ("14", "24")
_TAMANHO_SEM_DIGITO = 6
_PRIMEIRO_SEM_DIGITO = "1100000"


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    beneficiario = _beneficiario(identificacao.beneficiario)
    carteira, numero = _carteira(identificacao), _numero(identificacao)
    sem_digito = f"{beneficiario}{numero[:3]}{carteira[0]}{numero[3:6]}{carteira[1]}{numero[6:]}"
    return sem_digito + modulo_11_com_zero(sem_digito)


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`14000000000000006-5`."""
    nosso_numero = _carteira(identificacao) + _numero(identificacao)
    return f"{nosso_numero}-{modulo_11_com_zero(nosso_numero)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`1825/245274-0`; a código from 1100000 on has no digit (form of brcobranca, which knows only the old ones).

    An old one that is given as 7 digits, its own among them, looks like a new one and is printed as such.
    """
    agencia = com_zeros(identificacao.agencia, 4, nome="Agência")
    beneficiario = _beneficiario(identificacao.beneficiario)
    if len(identificacao.beneficiario) <= _TAMANHO_SEM_DIGITO or beneficiario < _PRIMEIRO_SEM_DIGITO:
        beneficiario = f"{beneficiario[:-1]}-{beneficiario[-1]}"
    return f"{agencia}/{beneficiario}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        beneficiario=campo_livre[:7],
        carteira=campo_livre[10] + campo_livre[14],
        nosso_numero=campo_livre[7:10] + campo_livre[11:14] + campo_livre[15:24],
    )


def _carteira(identificacao: Identificacao) -> str:
    return carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=2)


def _beneficiario(codigo: str) -> str:
    if len(codigo) <= _TAMANHO_SEM_DIGITO:
        sem_digito = com_zeros(codigo, _TAMANHO_SEM_DIGITO, nome="Código do beneficiário")
        return sem_digito + modulo_11_com_zero(sem_digito)
    com_sete = com_zeros(codigo, _TAMANHO_SEM_DIGITO + 1, nome="Código do beneficiário")
    if com_sete < _PRIMEIRO_SEM_DIGITO and com_sete[-1] != modulo_11_com_zero(com_sete[:-1]):
        raise DadoRecusado(nome="Código do beneficiário", motivo="o dígito verificador não confere")
    return com_sete


def _numero(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.nosso_numero, 15, nome="Nosso número")
