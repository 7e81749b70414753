"""The technicians' time in the demonstration: nobody is promised twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from enlace.contas.models import Usuario

_HORARIOS = (time(8), time(10), time(13, 30), time(15, 30))
_DURACAO = timedelta(minutes=90)
_DOMINGO = 6


@dataclass(frozen=True)
class Visita:
    """From when until when somebody goes."""

    tecnico: Usuario
    inicio: datetime
    termino: datetime


@dataclass
class Agenda:
    """The times that technicians still have, Monday to Saturday."""

    tecnicos: list[Usuario]
    _tomados: set[tuple[int, datetime]] = field(default_factory=set)

    def reservar(self, *, desde: datetime, sorteio: Random) -> Visita:
        """Take the first time from `desde` on at which somebody is free."""
        for inicio in _horarios(desde):
            livres = [tecnico for tecnico in self.tecnicos if (tecnico.pk, inicio) not in self._tomados]
            if livres:
                tecnico = sorteio.choice(livres)
                self._tomados.add((tecnico.pk, inicio))
                return Visita(tecnico, inicio, inicio + _DURACAO)
        raise AssertionError("days do not end")


def _horarios(desde: datetime) -> Iterator[datetime]:
    """The beginnings of visits from `desde` on, on the provider's clocks."""
    dia = timezone.localdate(desde)
    while True:
        inicios = (timezone.make_aware(datetime.combine(dia, hora)) for hora in _HORARIOS)
        yield from (inicio for inicio in inicios if inicio >= desde and dia.weekday() != _DOMINGO)
        dia += timedelta(days=1)
