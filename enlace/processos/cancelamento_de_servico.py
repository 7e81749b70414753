"""A service ends for good.

In one transaction: 1. the customer is locked, as for a payment and a suspension; 2. the service ends: its login and its port of the
optical box are free, whatever was in force of it (a suspension, a pause, a trust unblock) ends; 3. its live sessions are ended
(`radius/reconexao.py`).

Open bills stay and are dunned like any other, open tickets and orders stay with their people. The days up to the end go into the
next bill; days that a bill charged in advance are given back by nobody but a person (`financeiro/lancamento.py`).
"""

from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.processos.inadimplencia import fechar_desbloqueio
from enlace.processos.travamento import travar_servico
from enlace.radius import reconexao
from enlace.servicos import situacao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, MotivoCancelamento


def cancelar(id_servico: int, *, motivo: MotivoCancelamento, autor: Autor, agora: datetime) -> ClienteServico:
    """End the service. Refused: `ServicoInexistente`, `CancelamentoRecusado`."""
    with transaction.atomic():
        servico = travar_servico(id_servico)
        fechar_desbloqueio(servico, DesbloqueioConfianca.Situacao.INTERROMPIDO, autor=autor, agora=agora)
        antes = retrato(servico)
        situacao.cancelar(servico=servico, motivo=motivo, agora=agora)
        registrar_mudanca(autor, "cancelar", servico, antes=antes)
        reconexao.pedir(servico.pk)
    return servico
