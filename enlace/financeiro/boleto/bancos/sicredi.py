"""Sicredi (748): carteiras 1 (com registro) and 3 (sem registro), both simples.

The nosso número has 8 digits: year 2, byte 1 (2 to 9 when the beneficiário gives it out, 1 for the cooperative), sequence 5.
Free field: carteira 1, simples 1, nosso número 8 and its digit, agência (the cooperative) 4, posto 2, beneficiário 5, a 1 when the
bar code has a value and 0 when not, a zero, and a digit over all of it.
Source: the published test figures that `tests/vetores.py` names; the bank's manual was not at hand (ADR 0014).
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_com_zero
from enlace.financeiro.boleto.recusas import DadoRecusado
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "748"
DIGITO = "X"
NOME = "Sicredi"
CARTEIRAS = ("1", "3")
_SIMPLES = "1"
_TAMANHO_DO_NOSSO_NUMERO = 8


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    nosso_numero = _nosso_numero(identificacao)
    tem_valor = "1" if titulo.valor else "0"
    sem_digito = (
        f"{_carteira(identificacao)}{_SIMPLES}{nosso_numero}{_digito(identificacao)}{_beneficiario(identificacao)}{tem_valor}0"
    )
    return sem_digito + modulo_11_com_zero(sem_digito)


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`19/200004-8`."""
    _carteira(identificacao)
    nosso_numero = _nosso_numero(identificacao)
    return f"{nosso_numero[:2]}/{nosso_numero[2:]}-{_digito(identificacao)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`1234.18.12345`: cooperative, posto, beneficiário (form of brcobranca)."""
    tudo = _beneficiario(identificacao)
    return f"{tudo[:4]}.{tudo[4:6]}.{tudo[6:]}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        carteira=campo_livre[:1],
        nosso_numero=campo_livre[2:10],
        agencia=campo_livre[11:15],
        posto=campo_livre[15:17],
        beneficiario=campo_livre[17:22],
    )


def _carteira(identificacao: Identificacao) -> str:
    return carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=1)


def _digito(identificacao: Identificacao) -> str:
    return modulo_11_com_zero(_beneficiario(identificacao) + _nosso_numero(identificacao))


def _beneficiario(identificacao: Identificacao) -> str:
    """Agência, posto and código do beneficiário: the bank never uses one without the others."""
    agencia = com_zeros(identificacao.agencia, 4, nome="Agência")
    posto = com_zeros(identificacao.posto, 2, nome="Posto")
    return agencia + posto + com_zeros(identificacao.beneficiario, 5, nome="Código do beneficiário")


def _nosso_numero(identificacao: Identificacao) -> str:
    nosso_numero = com_zeros(identificacao.nosso_numero, _TAMANHO_DO_NOSSO_NUMERO, nome="Nosso número")
    if len(identificacao.nosso_numero) != _TAMANHO_DO_NOSSO_NUMERO:  # zeros on the left would change year and byte
        raise DadoRecusado(nome="Nosso número", motivo="deve ter 8 números: ano, byte e sequência")
    return nosso_numero
