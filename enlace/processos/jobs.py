"""The jobs of the processes: what the timetable calls, and what people ask for in the panel and wait for (`pedidos.py`)."""

import logging
from datetime import date, timedelta
from typing import Final

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core.datas import agora, hoje
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import ArquivoRetorno, Faturamento, PedidoRemessa, RegraCobranca
from enlace.processos.aviso_de_debito import avisar, confirmar_avisos
from enlace.processos.desbloqueio_em_confianca import encerrar_vencidos
from enlace.processos.envio_das_emitidas import enviar_emitidas
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.inadimplencia import restabelecer, suspender
from enlace.processos.pedidos import CONTINUAR_FATURAMENTO, CONTINUAR_RETORNO, FAZER_REMESSA
from enlace.processos.remessa import atender_pedido
from enlace.processos.retorno import fazer_retorno
from enlace.processos.suspensao_a_pedido import retomar_vencidas

AUTOR: Final = Autor(porta=Registro.Porta.JOB, id_usuario=None)
fila: App = app
_log = logging.getLogger(__name__)


@fila.task(name="faturar_vencimentos", lock="faturar_vencimentos", queueing_lock="faturar_vencimentos")
def faturar_vencimentos() -> None:
    """Issue the bills of every due date that has come within reach and was not run, and finish what was begun and stopped.

    Those that have passed are left to people: a bill that is overdue when it is issued would be dunned the next day.
    """
    dia, recusas = hoje(), []
    for vencimento in _por_faturar(dia):
        try:
            faturar(vencimento, autor=AUTOR, agora=agora(), hoje=dia)
        except RuleRefused as recusa:
            # A range that ended is one account's: the due dates of the others must not wait for it.
            recusas.append(recusa)
    if recusas:
        raise recusas[0]


def _por_faturar(dia: date) -> list[date]:
    ao_alcance = [dia + timedelta(days=antes) for antes in range(RegraCobranca.em(dia).dias_de_antecedencia + 1)]
    feitos = Faturamento.objects.filter(data_vencimento__in=ao_alcance)
    prontos = set(feitos.filter(terminado_em__isnull=False).values_list("data_vencimento", flat=True))
    parados = set(feitos.filter(terminado_em__isnull=True).values_list("data_vencimento", flat=True))
    return [vencimento for vencimento in ao_alcance if vencimento not in prontos or vencimento in parados]


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


@fila.task(name="encerrar_desbloqueios", lock="encerrar_desbloqueios", queueing_lock="encerrar_desbloqueios")
def encerrar_desbloqueios() -> None:
    """Trust unblocks whose last day is over: suspended again, or withdrawn where the debt is gone."""
    encerrar_vencidos(autor=AUTOR, agora=agora())


@fila.task(name="retomar_pausas", lock="retomar_pausas", queueing_lock="retomar_pausas")
def retomar_pausas() -> None:
    """Suspensions at the customer's request whose last day is over: the service works again."""
    retomar_vencidas(autor=AUTOR, agora=agora())


@fila.task(name=CONTINUAR_FATURAMENTO)
def continuar_faturamento(id_faturamento: int) -> None:
    """The run that somebody asked for, from where it is. What stops it is noted with it, for whoever asked."""
    faturamento = Faturamento.objects.get(pk=id_faturamento)
    if faturamento.terminado_em is not None:
        return
    try:
        faturar(faturamento.data_vencimento, autor=_em_nome_de(faturamento), agora=agora(), hoje=hoje())
    except RuleRefused as recusa:
        _log.warning("Faturamento %s: %s", id_faturamento, recusa)


@fila.task(name=FAZER_REMESSA)
def fazer_remessa(id_pedido_remessa: int) -> None:
    """The file that somebody asked for."""
    pedido = PedidoRemessa.objects.get(pk=id_pedido_remessa)
    atender_pedido(pedido.pk, autor=_em_nome_de(pedido), agora=agora())


@fila.task(name=CONTINUAR_RETORNO)
def continuar_retorno(id_retorno: int) -> None:
    """What is left to be done of a file of the bank."""
    arquivo = ArquivoRetorno.objects.get(pk=id_retorno)
    fazer_retorno(arquivo, autor=_em_nome_de(arquivo), agora=agora())


def _em_nome_de(pedido: Faturamento | PedidoRemessa | ArquivoRetorno) -> Autor:
    """A job's door, with the person who asked."""
    return Autor(porta=Registro.Porta.JOB, id_usuario=pedido.usuario_id)
