"""Bradesco (237): carteiras 03, 06, 09 and 19.

Free field: agência 4, carteira 2, nosso número 11, account 7, all without check digits, and a zero.
Source: the published test figures that `tests/vetores.py` names; the bank's manual was not at hand (ADR 0014).
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_base_7_com_p
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "237"
DIGITO = "2"
NOME = "Bradesco"
CARTEIRAS = ("03", "06", "09", "19")


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    agencia, conta = _agencia_e_conta(identificacao)
    return f"{agencia}{_carteira(identificacao)}{_nosso_numero(identificacao)}{conta}0"


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`09/00000000453-P`: the digit may be P."""
    carteira, nosso_numero = _carteira(identificacao), _nosso_numero(identificacao)
    return f"{carteira}/{nosso_numero}-{modulo_11_base_7_com_p(carteira + nosso_numero)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`4042-8 / 0061900-0`: the account; both digits may be P (form of brcobranca)."""
    agencia, conta = _agencia_e_conta(identificacao)
    return f"{agencia}-{modulo_11_base_7_com_p(agencia)} / {conta}-{modulo_11_base_7_com_p(conta)}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        agencia=campo_livre[:4],
        carteira=campo_livre[4:6],
        nosso_numero=campo_livre[6:17],
        conta=campo_livre[17:24],
    )


def _carteira(identificacao: Identificacao) -> str:
    return carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=2)


def _agencia_e_conta(identificacao: Identificacao) -> tuple[str, str]:
    return com_zeros(identificacao.agencia, 4, nome="Agência"), com_zeros(identificacao.conta, 7, nome="Conta")


def _nosso_numero(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.nosso_numero, 11, nome="Nosso número")
