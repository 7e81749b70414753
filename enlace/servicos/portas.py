"""Verbs of the ports of optical boxes: which service is plugged in where."""

from django.db import IntegrityError, transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused
from enlace.rede.models import PortaAtendimento
from enlace.servicos.contratacao import PortaOcupada
from enlace.servicos.models import ClienteServico


class PortaLivre(RuleRefused):
    """There is nothing to unplug."""

    mensagem = "A porta já está livre."


class ServicoSemPorta(RuleRefused):
    """A cancelled service is plugged in nowhere."""

    mensagem = "Um serviço cancelado não ocupa porta."


def ligar_na_porta(id_cliente_servico: int, id_porta: int, *, autor: Autor) -> ClienteServico:
    """Plug a service into a port; the one where it was is free then. Refused: `PortaOcupada`, `ServicoSemPorta`."""
    with transaction.atomic():
        servico = ClienteServico.objects.select_for_update().get(pk=id_cliente_servico)
        if servico.status_id == "cancelado":
            raise ServicoSemPorta
        antes = retrato(servico)
        servico.porta_atendimento = PortaAtendimento.objects.get(pk=id_porta)
        try:
            with transaction.atomic():
                servico.save(update_fields=["porta_atendimento"])
        except IntegrityError as erro:
            raise PortaOcupada from erro
        registrar_mudanca(autor, "ligar_na_porta", servico, antes=antes)
    return servico


def liberar_porta(id_porta: int, *, autor: Autor) -> ClienteServico:
    """Unplug whoever is in a port, and say who it was. Refused: `PortaLivre`."""
    with transaction.atomic():
        servico = ClienteServico.objects.select_for_update(of=("self",)).filter(porta_atendimento=id_porta).first()
        if servico is None:
            raise PortaLivre
        antes = retrato(servico)
        servico.porta_atendimento = None
        servico.save(update_fields=["porta_atendimento"])
        registrar_mudanca(autor, "liberar_porta", servico, antes=antes)
    return servico
