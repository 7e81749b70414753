"""A bill locked for a change: of two changes at once the second sees what the first one left.

Whoever also takes lines that wait for a bill, or brings them back, locks their customer before it: the monthly run does, too.
"""

from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import Fatura


class FaturaDesconhecida(RuleRefused):
    """There is no such bill."""

    mensagem = "Fatura não encontrada."


class FaturaQuitada(RuleRefused):
    """A paid bill does not change; its payment can be undone."""

    def __init__(self, fatura: Fatura) -> None:
        super().__init__(f"A fatura {fatura.pk} já está quitada.")


class FaturaCancelada(RuleRefused):
    """A cancelled bill does not change."""

    def __init__(self, fatura: Fatura) -> None:
        super().__init__(f"A fatura {fatura.pk} está cancelada.")


def travar_cliente(id_cliente: int) -> None:
    """The customer, and with it the lines that wait, locked until the end of the transaction."""
    # Evaluated for the lock alone.
    list(Cliente.objects.select_for_update(no_key=True).filter(pk=id_cliente).values_list("pk", flat=True))


def travar(id_fatura: int) -> Fatura:
    """The bill, locked until the end of the transaction. Refused: `FaturaDesconhecida`."""
    # Not for its key: lines that point at it need not wait.
    fatura = Fatura.objects.select_for_update(of=("self",), no_key=True).select_related("conta").filter(pk=id_fatura).first()
    if fatura is None:
        raise FaturaDesconhecida
    return fatura


def travar_aberta(id_fatura: int) -> Fatura:
    """The same for one that waits for its payment. Refused: `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`."""
    fatura = travar(id_fatura)
    exigir_aberta(fatura)
    return fatura


def exigir_aberta(fatura: Fatura) -> None:
    """Refused: `FaturaQuitada`, `FaturaCancelada`."""
    if fatura.situacao == Fatura.Situacao.QUITADO:
        raise FaturaQuitada(fatura)
    if fatura.situacao == Fatura.Situacao.CANCELADO:
        raise FaturaCancelada(fatura)
