"""One module a bank: what it puts in the 25 digits of the free field, and how its nosso número is printed.

A new bank is a module that offers what `regra.Banco` asks for, a line below, and known-good lines in the tests.
"""

from enlace.financeiro.boleto.bancos import banco_do_brasil, bradesco, caixa, itau, santander, sicoob, sicredi
from enlace.financeiro.boleto.bancos.regra import Banco

BANCOS: dict[str, Banco] = {
    "001": banco_do_brasil,
    "033": santander,
    "104": caixa,
    "237": bradesco,
    "341": itau,
    "748": sicredi,
    "756": sicoob,
}
"""Those that we make boletos for, by COMPE code."""
