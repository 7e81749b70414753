"""Two transactions at the same instant, on two real connections, in a fixed order."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection, transaction

_PRAZO = 30


def ao_mesmo_tempo(primeira: Callable[[], object], segunda: Callable[[], object]) -> Future[object]:
    """Run both: the second begins after the first has written and the first commits only when the second waits for it.

    So the second meets what the first did at the worst moment. Give the second's outcome; the first's failure is raised.
    """
    escreveu, confirmar = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as linhas:
        feita = linhas.submit(_em_transacao, primeira, escreveu, confirmar)
        assert escreveu.wait(_PRAZO) or feita.result(), "the first wrote nothing"
        outra = linhas.submit(_em_conexao_propria, segunda)
        while not outra.done() and not _alguem_espera():
            pass
        confirmar.set()
        feita.result(_PRAZO)
        outra.exception(_PRAZO)
    return outra


def _em_transacao(acao: Callable[[], object], escreveu: threading.Event, confirmar: threading.Event) -> None:
    try:
        with transaction.atomic():
            acao()
            escreveu.set()
            assert confirmar.wait(_PRAZO)
    finally:
        escreveu.set()
        connection.close()


def _em_conexao_propria(acao: Callable[[], object]) -> object:
    try:
        return acao()
    finally:
        connection.close()


def _alguem_espera() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"
        )
        linha = cursor.fetchone()
    return bool(linha and linha[0])
