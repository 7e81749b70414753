"""When an order is done, and by whom."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.contas.models import Usuario
from enlace.ordens_servico.escala import IntervaloInvalido, dispensar, escalados, escalar, retrato_com_escala, travar_agendas
from enlace.ordens_servico.models import OrdemServico
from enlace.ordens_servico.travamento import travar_por_iniciar


def agendar(id_ordem: int, *, inicio: datetime, termino: datetime, tecnicos: Sequence[Usuario], autor: Autor) -> OrdemServico:
    """Schedule an order, or choose another time for one that was: from when until when, with whom.

    Refused: `OrdemDesconhecida`, `OrdemEncerrada`, `OrdemJaIniciada`, `IntervaloInvalido`, `TecnicoInvalido`, `TecnicoOcupado`.
    """
    if termino <= inicio:
        raise IntervaloInvalido
    with transaction.atomic():
        ordem = travar_por_iniciar(id_ordem)
        antes = retrato_com_escala(ordem)
        travar_agendas([*escalados(ordem), *(tecnico.pk for tecnico in tecnicos)])
        # First: the agenda of somebody who does not come any more must not refuse the new time.
        dispensar(ordem)
        ordem.status = OrdemServico.Status.PENDENTE
        ordem.data_inicio_programado, ordem.data_termino_programado = inicio, termino
        ordem.save(update_fields=["status", "data_inicio_programado", "data_termino_programado"])
        escalar(ordem, tecnicos)
        registrar_mudanca(autor, "agendar", ordem, antes=antes, depois=retrato_com_escala(ordem))
    return ordem


def desmarcar(id_ordem: int, *, autor: Autor) -> OrdemServico:
    """Take an order off the agenda: it waits for another date, and its technicians' time is free.

    Refused: `OrdemDesconhecida`, `OrdemEncerrada`, `OrdemJaIniciada`.
    """
    with transaction.atomic():
        ordem = travar_por_iniciar(id_ordem)
        antes = retrato(ordem)
        ordem.status = OrdemServico.Status.AGUARDANDO_AGENDAMENTO
        ordem.save(update_fields=["status"])
        registrar_mudanca(autor, "desmarcar", ordem, antes=antes)
    return ordem
