"""The jobs of the processes: the monthly run and dunning, as the timetable calls them."""

from datetime import timedelta
from typing import Final

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core.datas import agora, hoje
from enlace.financeiro.models import Faturamento, RegraCobranca
from enlace.processos.aviso_de_debito import avisar, confirmar_avisos
from enlace.processos.envio_das_emitidas import enviar_emitidas
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.inadimplencia import restabelecer, suspender

AUTOR: Final = Autor(porta=Registro.Porta.JOB, id_usuario=None)
fila: App = app


@fila.task(name="faturar_vencimentos", lock="faturar_vencimentos", queueing_lock="faturar_vencimentos")
def faturar_vencimentos() -> None:
    """Issue the bills of every due date that has come within reach and was not run, and finish what was begun and stopped."""
    dia = hoje()
    prontos = set(
        Faturamento.objects.filter(data_vencimento__gte=dia, terminado_em__isnull=False).values_list("data_vencimento", flat=True)
    )
    for antes in range(RegraCobranca.em(dia).dias_de_antecedencia + 1):
        if (vencimento := dia + timedelta(days=antes)) not in prontos:
            faturar(vencimento, autor=AUTOR, agora=agora(), hoje=dia)


@fila.task(name="enviar_faturas", lock="enviar_faturas", queueing_lock="enviar_faturas")
def enviar_faturas() -> None:
    """Bills that are due soon go to their customers by e-mail, each once, where the rules say so. Not in the demonstration."""
    if not Provedor.atual().demonstracao:
        enviar_emitidas(agora=agora)


@fila.task(name="cobrar_inadimplentes", lock="cobrar_inadimplentes", queueing_lock="cobrar_inadimplentes")
def cobrar_inadimplentes() -> None:
    """The day's dunning: who has paid works again, then notices, then suspensions.

    Not in the demonstration: its invented debtors must not be written to the day somebody tries a real e-mail server in it.
    """
    if Provedor.atual().demonstracao:
        return
    confirmar_avisos()
    restabelecer(autor=AUTOR, agora=agora())
    avisar(agora=agora())
    suspender(autor=AUTOR, agora=agora())


@fila.task(name="restabelecer_quem_pagou", lock="cobrar_inadimplentes", queueing_lock="restabelecer_quem_pagou")
def restabelecer_quem_pagou() -> None:
    """Notices that were delivered count from then; services whose debts are gone, whichever way they went, work again."""
    confirmar_avisos()
    restabelecer(autor=AUTOR, agora=agora())
