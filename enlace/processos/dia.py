"""A day with what decides on it: the rules in force and the local holidays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from enlace.core.datas import dia_local
from enlace.financeiro.dividas import feriados_locais
from enlace.financeiro.models import RegraCobranca

# Longer ago nothing hangs on a holiday any more.
_ALCANCE: Final = timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Dia:
    """Today at the provider, the instant, the rules of charging in force, and the local holidays around."""

    hoje: date
    agora: datetime
    regra: RegraCobranca
    feriados: frozenset[date]

    @classmethod
    def de(cls, agora: datetime) -> "Dia":
        """The day on which an instant lies."""
        hoje = dia_local(agora)
        return cls(hoje=hoje, agora=agora, regra=RegraCobranca.em(hoje), feriados=frozenset(feriados_locais(hoje - _ALCANCE)))
