"""A person lets a service work: after its installation, or out of whatever kept it off.

`habilitar`, in one transaction: 1. the customer is locked, as for a payment and a suspension; 2. the service works, and what kept
it off (a suspension, a pause) ends; one that works on trust stays without it: its trust unblock ends as interrupted; 3. its live
sessions follow (`radius/reconexao.py`).

Debts are not looked at: the person may know more than the bills. The daily run looks at them, and suspends again on the next day on
which it may (`inadimplencia.suspender`), by the notice that there is. Who shall work for some days all the same is trusted
(`desbloqueio_em_confianca.py`).
"""

from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.processos.inadimplencia import fechar_desbloqueio
from enlace.processos.travamento import travar_servico
from enlace.radius import reconexao
from enlace.servicos import situacao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca


def habilitar(id_servico: int, *, autor: Autor, agora: datetime) -> ClienteServico:
    """Let the service work, for good. Refused: `ServicoInexistente`, `HabilitacaoRecusada`."""
    with transaction.atomic():
        servico = travar_servico(id_servico)
        if DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico).exists():
            fechar_desbloqueio(servico, DesbloqueioConfianca.Situacao.INTERROMPIDO, autor=autor, agora=agora)
            return servico
        antes = retrato(servico)
        situacao.habilitar(servico=servico, agora=agora)
        registrar_mudanca(autor, "habilitar", servico, antes=antes)
        reconexao.pedir(servico.pk)
    return servico


def mudar_etapa(id_servico: int, *, etapa: str, autor: Autor) -> ClienteServico:
    """Say what a service that was never enabled waits for now: it stays off. Refused: `ServicoInexistente`, `EtapaRecusada`."""
    with transaction.atomic():
        servico = travar_servico(id_servico)
        antes = retrato(servico)
        situacao.mudar_etapa(servico=servico, etapa=etapa)
        registrar_mudanca(autor, "mudar_etapa", servico, antes=antes)
    return servico
