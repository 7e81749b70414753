"""The worker: runs the jobs of the queue and the timetable."""

from django.core.management import call_command

from enlace.cli import preparo, vigia


def trabalhar() -> int:
    """Work until a signal says stop; a job that is running is finished first."""
    vigia.vigiar()
    preparo.conferir_banco()
    call_command("procrastinate", "worker", concurrency=4, shutdown_graceful_timeout=20.0)
    return 0
