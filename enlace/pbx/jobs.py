"""Jobs of the exchange's calls. When they run, `enlace/jobs/agenda.py` says."""

from datetime import timedelta

from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.pbx.models import Ligacao

# Who called whom is personal data (LGPD, art. 16): kept as long as somebody may still ask about a call, no longer.
_GUARDA = timedelta(days=90)


@app.task(name="pbx.apagar_ligacoes_antigas")  # type: ignore[untyped-decorator]  # procrastinate brings no types here
def apagar_ligacoes_antigas() -> None:
    """Delete the calls that were notified more than 90 days ago, closed or not. Safe to repeat."""
    Ligacao.objects.filter(notificada_em__lt=datas.agora() - _GUARDA).delete()
