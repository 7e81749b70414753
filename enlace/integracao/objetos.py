"""Rows that a client names by their keys: found, or refused in a sentence."""

from collections.abc import Sequence

from enlace.atendimento.models import TipoAtendimento
from enlace.contas.models import Usuario
from enlace.core.gravacao import obter
from enlace.integracao.erros import EntradaRecusada
from enlace.ordens_servico.models import TipoOrdemServico
from enlace.servicos.models import ClienteServico


def obter_servico(chave: int) -> ClienteServico:
    """A customer's service, with what the verbs look at."""
    servico = obter(ClienteServico, chave, campos=("status", "cliente"))
    if servico is None:
        raise EntradaRecusada("O serviço do cliente informado não foi encontrado.")
    return servico


def obter_tipo_de_atendimento(chave: int) -> TipoAtendimento:
    """A type of ticket."""
    tipo = obter(TipoAtendimento, chave)
    if tipo is None:
        raise EntradaRecusada("O tipo de atendimento informado não foi encontrado.")
    return tipo


def obter_tipo_de_ordem(chave: int) -> TipoOrdemServico:
    """A type of service order."""
    tipo = obter(TipoOrdemServico, chave)
    if tipo is None:
        raise EntradaRecusada("O tipo de ordem de serviço informado não foi encontrado.")
    return tipo


def obter_usuarios(chaves: Sequence[int]) -> list[Usuario]:
    """People, in the order of their keys."""
    usuarios = list(Usuario.objects.filter(pk__in=chaves).order_by("pk"))
    if faltam := sorted(set(chaves) - {usuario.pk for usuario in usuarios}):
        raise EntradaRecusada(f"Técnico não encontrado: {', '.join(map(str, faltam))}.")
    return usuarios
