"""The whole timetable of the system on one page: what runs by itself, when, and why then. Times are UTC, as the worker's clock.

The worker (`enlace trabalhador`) puts each line into the queue at its minute, once, however many workers there are; a line whose
last run has not finished yet is not queued again. Every job may be repeated without harm.
"""

from collections.abc import Callable

from procrastinate.contrib.django import app

from enlace.auditoria.jobs import esquecer_versoes_antigas
from enlace.contas.jobs import apagar_vencidos
from enlace.integracao.jobs import esquecer_respostas_guardadas
from enlace.mensagens.jobs import apagar_mensagens_antigas, retomar_mensagens
from enlace.painel.jobs import contar_para_o_inicio
from enlace.pbx.jobs import apagar_ligacoes_antigas
from enlace.processos.jobs import (
    cobrar_inadimplentes,
    encerrar_desbloqueios,
    enviar_faturas,
    faturar_vencimentos,
    restabelecer_quem_pagou,
    retomar_pausas,
)
from enlace.prospectos.jobs import apagar_rascunhos_antigos
from enlace.radius.jobs import (
    ajustar_divergentes,
    amostrar_sessoes,
    apagar_meses_antigos,
    apagar_pedidos_antigos,
    criar_meses_das_sessoes,
    varrer_sessoes,
)
from enlace.servicos.jobs import geocodificar_enderecos_de_instalacao

AGENDA: tuple[tuple[str, Callable[..., None]], ...] = (
    # Tokens and wrong passwords that no longer count; at night, when deleting disturbs nobody (03:17 in Brasília).
    ("17 6 * * *", apagar_vencidos),
    # The marks of changes older than any answer that a client may still hold.
    ("41 6 * * *", esquecer_versoes_antigas),
    # Answers kept for repeated writes; hourly, so that what they say of people stays a day and no longer.
    ("29 * * * *", esquecer_respostas_guardadas),
    # Who called whom longer ago than anybody may ask.
    ("53 6 * * *", apagar_ligacoes_antigas),
    # Sales that somebody began a week ago and did not finish.
    ("59 6 * * *", apagar_rascunhos_antigos),
    # Messages that a dead worker left, that are too late, or that no job knows of; minutely, as a bill is waited for.
    ("* * * * *", retomar_mensagens),
    # What was said to whom more than a year ago.
    ("37 5 * * *", apagar_mensagens_antigas),
    # Bills of the due dates that have come within reach (04:13 in Brasília), long before people ask for them.
    ("13 7 * * *", faturar_vencimentos),
    # Bills that are due soon, to their customers; hourly, so that a run that was stopped goes on.
    ("19 * * * *", enviar_faturas),
    # Notices and suspensions at ten in the morning: whoever is cut off finds somebody at the provider all day.
    ("0 13 * * *", cobrar_inadimplentes),
    # The law gives a day to restore; nobody should wait an hour.
    ("37 * * * *", restabelecer_quem_pagou),
    # Trust ends with the day that was promised, whatever the provider's time zone; on every other minute an empty index is read.
    ("* * * * *", encerrar_desbloqueios),
    # A pause ends with the day that its customer named; hourly, so that it is over by one in the morning wherever the provider is.
    ("3 * * * *", retomar_pausas),
    # Months ahead, daily, so that a worker that was down on the first of the month has still made them.
    ("23 5 * * *", criar_meses_das_sessoes),
    # Months of sessions that the law no longer asks for; hourly through the night, because a back-up that reads them keeps it off.
    ("47 4-8 * * *", apagar_meses_antigos),
    # Sessions whose concentrator has vanished; minutely, as their owners are looked for.
    ("* * * * *", varrer_sessoes),
    # Live sessions that were granted something else than their service is now; minutely, as who changed it may have told nobody.
    ("* * * * *", ajustar_divergentes),
    # How many are online, for the chart of the first page, whose step this is.
    ("*/5 * * * *", amostrar_sessoes),
    # What was asked of concentrators longer ago than anybody will ask why.
    ("11 5 * * *", apagar_pedidos_antigos),
    # The numbers of the panel's first page, whose readers do not wait for them to be counted.
    ("* * * * *", contar_para_o_inicio),
    # New installation addresses; hourly, which is also what a spent daily quota of the service wants.
    ("7 * * * *", geocodificar_enderecos_de_instalacao),
)


def _agendar(cron: str, tarefa: Callable[..., None]) -> None:
    nome = f"agenda.{tarefa.name}"  # type: ignore[attr-defined]  # procrastinate's Task

    @app.periodic(cron=cron, periodic_id=nome)  # type: ignore[untyped-decorator]
    @app.task(name=nome, queueing_lock=nome)  # type: ignore[untyped-decorator]
    def executar(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's own argument
        tarefa()


for _cron, _tarefa in AGENDA:
    _agendar(_cron, _tarefa)


@app.periodic(cron="*/5 * * * *", periodic_id="agenda.retomar_paradas")  # type: ignore[untyped-decorator]
@app.task(name="agenda.retomar_paradas", queueing_lock="agenda.retomar_paradas")  # type: ignore[untyped-decorator]
async def retomar_paradas(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's own argument
    """Put back the jobs of workers that died in the middle of them; without it a job's lock would keep its successors out."""
    for parada in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(parada)
