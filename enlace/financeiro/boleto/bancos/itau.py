"""Itaú (341): carteiras 109, 138 and 175.

Free field: carteira 3, nosso número 8 and its digit, agência 4, account 5 and their digit, three zeros.
The digit of the nosso número is taken over agência, account, carteira and number.
Not here: the carteiras whose free field holds the "seu número" (106, 107, 122, 142, 143, 195, 196, 198), and those of which
generators disagree whether the account takes part in the digit (112, 126, 131, 146, 150, 168).
Source: the published test figures that `tests/vetores.py` names; the bank's manual was not at hand (ADR 0014).
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_10
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "341"
DIGITO = "7"
NOME = "Itaú"
CARTEIRAS = ("109", "138", "175")


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    conta = _agencia_e_conta(identificacao)
    nosso_numero = _nosso_numero(identificacao)
    return f"{_carteira(identificacao)}{nosso_numero}{_digito(identificacao)}{conta}{modulo_10(conta)}000"


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`109/00223350-2`."""
    return f"{_carteira(identificacao)}/{_nosso_numero(identificacao)}-{_digito(identificacao)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`0607 / 15255-0`: the account with its digit (form of brcobranca)."""
    conta = _agencia_e_conta(identificacao)
    return f"{conta[:4]} / {conta[4:]}-{modulo_10(conta)}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        carteira=campo_livre[:3],
        nosso_numero=campo_livre[3:11],
        agencia=campo_livre[12:16],
        conta=campo_livre[16:21],
    )


def _digito(identificacao: Identificacao) -> str:
    return modulo_10(_agencia_e_conta(identificacao) + _carteira(identificacao) + _nosso_numero(identificacao))


def _carteira(identificacao: Identificacao) -> str:
    return carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=3)


def _agencia_e_conta(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.agencia, 4, nome="Agência") + com_zeros(identificacao.conta, 5, nome="Conta")


def _nosso_numero(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.nosso_numero, 8, nome="Nosso número")
