"""A service locked for what a process is about to do with it, after its customer: the order in which everybody locks."""

from enlace.core.errors import RuleRefused
from enlace.financeiro.travamento import travar_cliente
from enlace.servicos.models import ClienteServico


class ServicoInexistente(RuleRefused):
    """There is no such service."""

    mensagem = "O serviço do cliente informado não foi encontrado."


def travar_servico(id_servico: int) -> ClienteServico:
    """The service as it is now, locked with its customer until the end of the transaction. Refused: `ServicoInexistente`."""
    id_cliente = ClienteServico.objects.filter(pk=id_servico).values_list("cliente_id", flat=True).first()
    if id_cliente is None:
        raise ServicoInexistente
    travar_cliente(id_cliente)
    # Nothing is joined: a row that was changed while it was waited for would not be found with the state it had before.
    return ClienteServico.objects.select_for_update(no_key=True).get(pk=id_servico)
