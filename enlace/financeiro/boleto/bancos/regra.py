"""What the module of a bank must offer, and how it refuses a carteira."""

from collections.abc import Collection
from typing import Protocol

from enlace.financeiro.boleto.recusas import CarteiraNaoSuportada
from enlace.financeiro.boleto.titulo import Identificacao, Titulo, com_zeros


class Banco(Protocol):
    """The rules of one bank. Each module of this package is one."""

    @property
    def CODIGO(self) -> str:  # noqa: N802 - a constant of the module
        """COMPE code, three digits."""

    @property
    def DIGITO(self) -> str:  # noqa: N802 - a constant of the module
        """What stands after the code on a boleto: its modulo 11, where 10 is 0 at Caixa and X at Sicredi."""

    @property
    def NOME(self) -> str:  # noqa: N802 - a constant of the module
        """As people call it."""

    def campo_livre(self, titulo: Titulo) -> str:
        """The 25 digits of the bank. Refused: `CarteiraNaoSuportada`, `DadoRecusado`."""

    def nosso_numero_impresso(self, identificacao: Identificacao) -> str:
        """The nosso número with its digit, as printed. Refused: `CarteiraNaoSuportada`, `DadoRecusado`."""

    def agencia_codigo_beneficiario(self, identificacao: Identificacao) -> str:
        """Who charges, as printed in the field "Agência/Código do beneficiário". Refused: `DadoRecusado`."""

    def identificar(self, campo_livre: str) -> Identificacao:
        """The parts of a free field, cut out and not checked: `montagem` compares what they make."""


def carteira_suportada(identificacao: Identificacao, *, banco: str, carteiras: Collection[str], tamanho: int) -> str:
    """The carteira with `tamanho` digits, if it is one of `carteiras`. Refused: `CarteiraNaoSuportada`, `DadoRecusado`."""
    carteira = com_zeros(identificacao.carteira, tamanho, nome="Carteira")
    if carteira not in carteiras:
        raise CarteiraNaoSuportada(banco=banco, carteira=identificacao.carteira)
    return carteira
