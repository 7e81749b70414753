"""Jobs of the sessions. When they run, `enlace/jobs/agenda.py` says."""

from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.radius.meses import garantir_meses


@app.task(name="radius.criar_meses_das_sessoes")  # type: ignore[untyped-decorator]  # procrastinate brings no types here
def criar_meses_das_sessoes() -> None:
    """Make the monthly tables that will be needed. Safe to repeat."""
    garantir_meses(hoje=datas.hoje())
