"""What is left of a technician's day."""

from collections.abc import Iterable
from datetime import datetime

Intervalo = tuple[datetime, datetime]


def livres(ocupado: Iterable[Intervalo], *, de: datetime, ate: datetime) -> list[Intervalo]:
    """What is left between `de` and `ate` beside the intervals of `ocupado`, which may overlap and come in any order."""
    sobras = []
    desde = de
    for inicio, fim in sorted(ocupado):
        if inicio > desde:
            sobras.append((desde, min(inicio, ate)))
        desde = max(desde, fim)
        if desde >= ate:
            return sobras
    return [*sobras, (desde, ate)] if desde < ate else sobras
