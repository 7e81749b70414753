"""The numbers of the first page: counted by the worker each minute, read from one row by whoever opens the page.

Where no worker has counted for five minutes, who opens the page counts: one person at a time, and not for long.
"""

import json
import time
from datetime import date, datetime, timedelta
from datetime import time as hora
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg import errors

from enlace.core import datas
from enlace.financeiro.models import FeriadoLocal
from enlace.financeiro.prazos import vencidas_ate
from enlace.painel.inicio.consultas import montar
from enlace.painel.models import Resumo
from enlace.radius.amostragem import JANELA, PASSO, instante_da_amostra

VALIDADE: Final = timedelta(minutes=5)
# With the version of what is counted: pages of a new release do not read what an old one counted.
CHAVE: Final = "inicio.1"
_SQL: Final = montar()
# Counting takes at most this part of the database's time: what takes three seconds is counted once in a minute.
_PARTE: Final = 20
# How long a person waits, and which lock keeps others from counting at the same time.
_PACIENCIA: Final = "2s"
CONTANDO: Final = 765_010


def atualizar(*, agora: datetime) -> Resumo:
    """Count anew, unless it is too soon for what counting costs here."""
    atual = Resumo.objects.filter(pk=CHAVE).first()
    if atual and agora < atual.calculado_em + timedelta(milliseconds=atual.duracao_ms * _PARTE):
        return atual
    return _contar(agora)


def ler(*, agora: datetime) -> Resumo | None:
    """What was counted last; counted now if that was too long ago and it can be done at once. None: nobody ever counted."""
    atual = Resumo.objects.filter(pk=CHAVE).first()
    if atual and agora - atual.calculado_em < VALIDADE:
        return atual
    try:
        with transaction.atomic():
            return _contar(agora) if _e_a_vez() else atual
    except OperationalError as erro:
        if isinstance(erro.__cause__, errors.QueryCanceled):
            return atual
        raise


def _e_a_vez() -> bool:
    """Whether nobody else is counting; until the end of the transaction nobody else will."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(%s), set_config('statement_timeout', %s, true)",  # both at once
            [CONTANDO, _PACIENCIA],
        )
        livre: bool = cursor.fetchone()[0]
        return livre


def _contar(agora: datetime) -> Resumo:
    inicio, hoje = time.monotonic(), datas.dia_local(agora)
    parametros = _parametros(agora, hoje)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parametros)
        (contado,) = cursor.fetchone()
    dados = {"dia": hoje.isoformat(), "vencidas_ate": parametros["vencidas_ate"].isoformat(), **json.loads(contado)}
    novo = Resumo(chave=CHAVE, dados=dados, calculado_em=agora, duracao_ms=int(1000 * (time.monotonic() - inicio)))
    # Whoever counted at the same time counted the same: the later one stays.
    Resumo.objects.bulk_create(
        [novo], update_conflicts=True, unique_fields=["chave"], update_fields=["dados", "calculado_em", "duracao_ms"]
    )
    return novo


def _parametros(agora: datetime, hoje: date) -> dict[str, Any]:  # what psycopg takes
    ultima = instante_da_amostra(agora)
    return {
        "agora": agora,
        # As the list of bills has it: a bill that is due on a Sunday may be paid on Monday.
        "vencidas_ate": vencidas_ate(hoje, frozenset(FeriadoLocal.objects.values_list("data", flat=True))),
        "comeco_do_dia": meia_noite(hoje),
        "fim_do_dia": meia_noite(hoje + timedelta(days=1)),
        # As the queue of tickets divides them: opened today, on one of the three days before, earlier.
        "tres_dias_antes": meia_noite(hoje - timedelta(days=3)),
        "inicio_do_mes": inicio_do_mes(hoje),
        "fim_do_mes": fim_do_mes(hoje),
        "primeira_amostra": ultima - JANELA + PASSO,
        "ultima_amostra": ultima,
    }


def inicio_do_mes(dia: date) -> date:
    """The first day of its month."""
    return dia.replace(day=1)


def fim_do_mes(dia: date) -> date:
    """The last day of its month."""
    return datas.no_mes(dia.year, dia.month, 31)


def meia_noite(dia: date) -> datetime:
    """The first instant of a day at the provider."""
    return timezone.make_aware(datetime.combine(dia, hora()))
