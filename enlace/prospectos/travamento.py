"""Locking a prospect before something is done to it."""

from enlace.core.errors import RuleRefused
from enlace.prospectos.models import Prospecto


class ProspectoDesconhecido(RuleRefused):
    """No prospect, or one that is not there any more."""

    mensagem = "Esse prospecto não existe."


class ProspectoJaConvertido(RuleRefused):
    """Nobody becomes the same customer twice, and a customer is changed as a customer."""

    mensagem = "Esse prospecto já foi convertido em cliente."


def travar_por_converter(id_prospecto: int) -> Prospecto:
    """The row as it is now, locked until the end of the transaction; it is still to be converted.

    Refused: `ProspectoDesconhecido`, `ProspectoJaConvertido`.
    """
    # Nothing is joined: a row that moved to another address while it was waited for would not be found with its new one.
    travado = Prospecto.objects.select_for_update().filter(pk=id_prospecto).first()
    if travado is None:
        raise ProspectoDesconhecido
    if travado.cliente_id is not None:
        raise ProspectoJaConvertido
    return travado
