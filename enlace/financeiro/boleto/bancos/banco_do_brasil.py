"""Banco do Brasil (001): carteiras 11, 12, 15, 16, 17, 18 and 31; convênios of 4, 6 and 7 digits.

Free field by the size of the convênio (the beneficiário): with 7 digits, zeros 6, convênio 7, number 10, carteira 2; with 4 or 6
digits, convênio, number (11 digits together), agência 4, account 8, carteira 2. A new contract has 7.
The layouts of 4 and 6 digits look the same once they are made, so only the one of 7 can be read back.
Not here: the 17 free digits of convênios of 6 (code 21), which were for titles without registration.
Source: the published test figures that `tests/vetores.py` names. Not at hand (ADR 0014): the bank's manual,
"Especificações técnicas para confecção de boleto de cobrança do Banco do Brasil".
"""

from enlace.financeiro.boleto.bancos.regra import carteira_suportada
from enlace.financeiro.boleto.digitos import modulo_11_com_x
from enlace.financeiro.boleto.recusas import DadoRecusado
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros

CODIGO = "001"
DIGITO = "9"
NOME = "Banco do Brasil"
CARTEIRAS = ("11", "12", "15", "16", "17", "18", "31")
_CONVENIO_ATUAL = 7
_ZEROS_DO_CONVENIO_ATUAL = "000000"
# Digits of the number that follows the convênio, by the digits of the convênio.
_TAMANHO_DO_NUMERO = {4: 7, 6: 5, _CONVENIO_ATUAL: 10}


def campo_livre(titulo: Titulo) -> str:
    """See `regra.Banco`."""
    identificacao = titulo.identificacao
    carteira = carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=2)
    nosso_numero = _nosso_numero(identificacao)
    if len(identificacao.beneficiario) == _CONVENIO_ATUAL:
        return f"{_ZEROS_DO_CONVENIO_ATUAL}{nosso_numero}{carteira}"
    agencia = com_zeros(identificacao.agencia, 4, nome="Agência")
    conta = com_zeros(identificacao.conta, 8, nome="Conta")
    return f"{nosso_numero}{agencia}{conta}{carteira}"


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """`12345670000000005`; with a convênio of 4 or 6 digits also a check digit, `12345600001-7`, which may be X."""
    carteira_suportada(identificacao, banco=NOME, carteiras=CARTEIRAS, tamanho=2)
    nosso_numero = _nosso_numero(identificacao)
    if len(identificacao.beneficiario) == _CONVENIO_ATUAL:
        return nosso_numero
    return f"{nosso_numero}-{modulo_11_com_x(nosso_numero)}"


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """`4042-8 / 00061900-0`: the account, not the convênio; both digits may be X (form of brcobranca)."""
    agencia = com_zeros(identificacao.agencia, 4, nome="Agência")
    conta = com_zeros(identificacao.conta, 8, nome="Conta")
    return f"{agencia}-{modulo_11_com_x(agencia)} / {conta}-{modulo_11_com_x(conta)}"


def identificar(campo_livre: str) -> Identificacao:
    """See `regra.Banco`; as if the convênio had 7 digits. Where it has 4 or 6, what is cut out does not make the same field."""
    return Identificacao(
        banco=CODIGO,
        beneficiario=campo_livre[6:13],
        nosso_numero=campo_livre[13:23],
        carteira=campo_livre[23:],
    )


def _nosso_numero(identificacao: Identificacao) -> str:
    """The bank's nosso número: convênio and number, 17 digits together, or 11."""
    convenio = identificacao.beneficiario
    tamanho = _TAMANHO_DO_NUMERO.get(len(convenio))
    if tamanho is None:
        raise DadoRecusado(nome="Convênio", motivo="deve ter 4, 6 ou 7 números")
    return com_zeros(convenio, len(convenio), nome="Convênio") + com_zeros(identificacao.nosso_numero, tamanho, nome="Nosso número")
