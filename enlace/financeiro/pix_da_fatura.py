"""The Pix of a bill: to the provider's key, for what settles it today, found again by its number."""

from decimal import Decimal

from enlace.configuracao.models import Provedor
from enlace.financeiro.pix import CobrancaPix, copia_e_cola


def pix_copia_e_cola(provedor: Provedor, id_fatura: int, valor: Decimal) -> str | None:
    """The text behind the QR code, or None when the provider has no key or nothing is to be paid.

    The txid `FATURA123` is what the statement shows; a static code settles nothing by itself (ADR of the bills).
    """
    if not provedor.pix_chave or valor <= 0:
        return None
    return copia_e_cola(
        CobrancaPix(
            chave=provedor.pix_chave,
            nome=provedor.pix_nome,
            cidade=provedor.pix_cidade,
            valor=valor,
            txid=f"FATURA{id_fatura}",
        )
    )
