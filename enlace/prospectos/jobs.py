"""Jobs of prospects. When they run, `enlace/jobs/agenda.py` says."""

from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.prospectos.rascunhos import esquecer_rascunhos


@app.task(name="prospectos.apagar_rascunhos_antigos")  # type: ignore[untyped-decorator]
def apagar_rascunhos_antigos() -> None:
    """Delete the drafts of sales that nobody has continued for a week. Safe to repeat."""
    esquecer_rascunhos(agora=datas.agora())
