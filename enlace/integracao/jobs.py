"""What the door does by itself: forgets answers whose day is over."""

from procrastinate.contrib.django import app

from enlace.core.datas import agora
from enlace.integracao.idempotencia import esquecer


@app.task(name="integracao.esquecer_respostas_guardadas")  # type: ignore[untyped-decorator]
def esquecer_respostas_guardadas() -> None:
    """Delete the answers kept for `Idempotency-Key`."""
    esquecer(agora=agora())
