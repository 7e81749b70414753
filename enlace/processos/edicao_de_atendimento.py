"""A ticket that another program changes and, when it says so, closes together with its service orders.

Steps, in one transaction: 1. what the ticket says (`atendimento`); 2. its end (`atendimento`); 3. the end of its open orders
(`ordens_servico`). The ticket's row is locked from the first step on.
"""

from datetime import datetime

from django.db import transaction

from enlace.atendimento.alteracao import Mudanca, alterar
from enlace.atendimento.fechamento import Desfecho, fechar
from enlace.atendimento.models import Atendimento, MotivoFechamento
from enlace.auditoria.registro import Autor
from enlace.core.gravacao import exigir
from enlace.ordens_servico.execucao import Resultado, encerrar_as_do_atendimento

# Documentation 3.2.
FECHAMENTO_AUTOMATICO = "Fechamento automático."


def editar(id_atendimento: int, mudanca: Mudanca, *, encerrar: bool, autor: Autor, agora: datetime) -> Atendimento:
    """Change a ticket; with `encerrar` close it, concluded, and finish its open orders. Refused: whatever the verbs refuse."""
    with transaction.atomic():
        atendimento = alterar(id_atendimento, mudanca, autor=autor)
        return fechar_com_ordens(id_atendimento, _automatico(), autor=autor, agora=agora) if encerrar else atendimento


def fechar_com_ordens(id_atendimento: int, desfecho: Desfecho, *, autor: Autor, agora: datetime) -> Atendimento:
    """Close a ticket and finish its open orders with the same words. Refused: whatever `fechar` refuses."""
    with transaction.atomic():
        atendimento = fechar(id_atendimento, desfecho, autor=autor, agora=agora)
        resultado = Resultado(descricao=desfecho.descricao, concluido=desfecho.concluido)
        encerrar_as_do_atendimento(id_atendimento, resultado, autor=autor, agora=agora)
    return atendimento


def _automatico() -> Desfecho:
    motivo = exigir(MotivoFechamento, MotivoFechamento.AUTOMATICO, por="prefixo")
    return Desfecho(descricao=FECHAMENTO_AUTOMATICO, motivo=motivo)
