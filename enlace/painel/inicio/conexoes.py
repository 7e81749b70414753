"""The sessions of the last 24 hours as the first page draws them: a line for the eye, a table for everybody else."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Hora:
    """An hour of the provider's day: the fewest and the most sessions that were seen in it."""

    inicio: datetime
    menos: int
    mais: int


@dataclass(frozen=True)
class Conexoes:
    """Sessions online now, and how many there were at each step since `inicio`; None where nobody counted."""

    agora: int
    inicio: datetime
    passo: timedelta
    valores: list[int | None]

    @classmethod
    def do_resumo(cls, contado: Mapping[str, Any]) -> "Conexoes":
        """As `consultas/conexoes.sql` answers it."""
        inicio = datetime.fromtimestamp(contado["inicio"], tz=UTC)
        return cls(contado["agora"], inicio, timedelta(seconds=contado["passo"]), contado["valores"])

    @property
    def menos(self) -> int | None:
        """The fewest of the day; None when nobody counted."""
        return min(self._contados, default=None)

    @property
    def mais(self) -> int | None:
        """The most of the day; None when nobody counted."""
        return max(self._contados, default=None)

    @property
    def horas(self) -> list[Hora]:
        """By the hour, the latest first; hours in which nobody counted are left out."""
        horas = [
            Hora(inicio, min(contados), max(contados))
            for inicio, grupo in groupby(self._instantes(), key=lambda par: par[0].replace(minute=0))
            if (contados := [quantas for _quando, quantas in grupo if quantas is not None])
        ]
        return horas[::-1]

    @property
    def desenho(self) -> str:
        """What `grafico.js` draws."""
        return json.dumps(
            {
                "inicio": int(self.inicio.timestamp()),
                "passo": int(self.passo.total_seconds()),
                "fuso": settings.TIME_ZONE,
                "nome": "Sessões online",
                "valores": self.valores,
            },
            separators=(",", ":"),
        )

    @property
    def _contados(self) -> list[int]:
        return [valor for valor in self.valores if valor is not None]

    def _instantes(self) -> Iterator[tuple[datetime, int | None]]:
        for lugar, valor in enumerate(self.valores):
            yield timezone.localtime(self.inicio + lugar * self.passo), valor
