"""Jobs of the audit domain. When they run, `enlace/jobs/agenda.py` says."""

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from enlace.auditoria.models import VersaoDosDados
from enlace.core import datas

_GUARDA = timedelta(days=1)


@app.task(name="auditoria.esquecer_versoes_antigas")  # type: ignore[untyped-decorator]  # procrastinate brings no types here
def esquecer_versoes_antigas() -> None:
    """Keep the marks of one day, the newest among them always, so that the table stays small. Safe to repeat.

    The version is made of the count and the sum of the marks: the newest one stays, and with fewer old ones both differ from every
    value that they had before, so that an answer given earlier is at most asked for once more.
    """
    with transaction.atomic():
        ultima = VersaoDosDados.objects.order_by("-id").first()
        if ultima:
            VersaoDosDados.objects.filter(quando__lt=datas.agora() - _GUARDA).exclude(pk=ultima.pk).delete()
