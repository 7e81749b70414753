"""Jobs of accounts. When they run, `enlace/jobs/agenda.py` says."""

from oauth2_provider.models import clear_expired
from procrastinate.contrib.django import app

from enlace.contas import espera
from enlace.core import datas


@app.task(name="contas.apagar_vencidos")  # type: ignore[untyped-decorator]  # procrastinate brings no types here
def apagar_vencidos() -> None:
    """Delete what no longer counts: expired tokens and old wrong passwords. Safe to repeat."""
    clear_expired()
    espera.esquecer(agora=datas.agora())
