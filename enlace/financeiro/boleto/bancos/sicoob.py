"""Sicoob (756): carteira 1 (simples com registro), modalidade 01, single payments (parcela 001).

Free field: carteira 1, agência (the cooperative) 4, modalidade 2, beneficiário 7, nosso número 7 and its digit, parcela 3.
Source: the two boletos in the documentation of the integration API, and the published test figures that `tests/vetores.py` names.
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_3197
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "756"
DIGITO = "0"
NOME = "Sicoob"
CARTEIRAS = ("1",)
_MODALIDADE = "01"
_PARCELA = "001"


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    carteira = carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=1)
    nosso_numero = _nosso_numero(identificacao)
    return (
        f"{carteira}{_agencia(identificacao)}{_MODALIDADE}{_beneficiario(identificacao)}"
        f"{nosso_numero}{_digito(identificacao)}{_PARCELA}"
    )


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`0272100-0`."""
    carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=1)
    return f"{_nosso_numero(identificacao)}-{_digito(identificacao)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`3166 / 67261`, as in the documentation of the integration API: no zeros on the left of the beneficiário."""
    return f"{_agencia(identificacao)} / {int(_beneficiario(identificacao))}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`."""
    return Identificacao(
        banco=CODIGO,
        carteira=campo_livre[:1],
        agencia=campo_livre[1:5],
        beneficiario=campo_livre[7:14],
        nosso_numero=campo_livre[14:21],
    )


def _digito(identificacao: Identificacao) -> str:
    # The beneficiário has ten places here, seven in the free field.
    return modulo_11_3197(
        _agencia(identificacao) + _beneficiario(identificacao).zfill(10) + _nosso_numero(identificacao),
    )


def _agencia(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.agencia, 4, nome="Agência")


def _beneficiario(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.beneficiario, 7, nome="Código do beneficiário")


def _nosso_numero(identificacao: Identificacao) -> str:
    return com_zeros(identificacao.nosso_numero, 7, nome="Nosso número")
