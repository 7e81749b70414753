"""Nossos números: in sequence for each account, none twice and, because a failed emission gives its numbers back, none left out."""

from enlace.core.db import executar
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import ContaBancaria


class FaixaEsgotada(RuleRefused):
    """The bank's range has no number left."""

    def __init__(self, conta: str) -> None:
        super().__init__(f"A faixa de nosso número da conta {conta} acabou: peça outra ao banco.")


def reservar(conta: ContaBancaria, quantos: int) -> range:
    """The account's next `quantos` numbers; the account stays locked until the transaction ends. Refused: `FaixaEsgotada`."""
    linha = executar(
        "update conta_bancaria set nosso_numero_proximo = nosso_numero_proximo + %(quantos)s::bigint "
        "where id_conta_bancaria = %(conta)s::bigint "
        "and (nosso_numero_final is null or nosso_numero_proximo + %(quantos)s::bigint - 1 <= nosso_numero_final) "
        "returning nosso_numero_proximo",
        {"conta": conta.pk, "quantos": quantos},
    )
    if linha is None:
        raise FaixaEsgotada(conta.descricao)
    (proximo,) = linha
    return range(proximo - quantos, proximo)
