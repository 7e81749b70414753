"""The worker: runs the jobs of the queue and the timetable."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from enlace.cli import preparo, vigia

_CONCORRENCIA = 4
_PRAZO_PARA_TERMINAR = 20.0


def trabalhar() -> int:
    """Work until a signal says stop; a job that is running is finished first."""
    vigia.vigiar()
    preparo.conferir_banco()
    conector = app.connector
    if isinstance(conector, DjangoConnector):
        with app.replace_connector(conector.get_worker_connector()):
            app.run_worker(concurrency=_CONCORRENCIA, shutdown_graceful_timeout=_PRAZO_PARA_TERMINAR)
    return 0
