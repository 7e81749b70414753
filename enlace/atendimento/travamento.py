"""A ticket locked for a change: of two changes at once the second sees what the first one left."""

from psycopg.types.numeric import Int8

from enlace.atendimento.models import Atendimento
from enlace.core.db import executar
from enlace.core.errors import RuleRefused


class AtendimentoDesconhecido(RuleRefused):
    """There is no such ticket."""

    mensagem = "Atendimento não encontrado."


class AtendimentoFechado(RuleRefused):
    """What is over is not changed any more; it can be reopened."""

    def __init__(self, protocolo: str) -> None:
        super().__init__(f"O atendimento {protocolo} já está fechado.")


def travar(id_atendimento: int) -> Atendimento:
    """The ticket, locked until the end of the transaction. Refused: `AtendimentoDesconhecido`."""
    # Not for its key: messages that point at it need not wait.
    atendimento = Atendimento.objects.select_for_update(no_key=True).filter(pk=id_atendimento).first()
    if atendimento is None:
        raise AtendimentoDesconhecido
    return atendimento


def exigir_aberto(id_atendimento: int) -> None:
    """The same as `travar_aberto`, without reading the ticket: for what is done beside it."""
    linha = executar(
        "select protocolo, data_fechamento from atendimento where id_atendimento = %(chave)s for no key update",
        {"chave": Int8(id_atendimento)},
    )
    if linha is None:
        raise AtendimentoDesconhecido
    protocolo, data_fechamento = linha
    if data_fechamento is not None:
        raise AtendimentoFechado(protocolo)


def travar_aberto(id_atendimento: int) -> Atendimento:
    """The same for one that must be open. Refused: `AtendimentoDesconhecido`, `AtendimentoFechado`."""
    atendimento = travar(id_atendimento)
    if atendimento.data_fechamento is not None:
        raise AtendimentoFechado(atendimento.protocolo)
    return atendimento
