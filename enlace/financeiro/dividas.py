"""The debts that a suspension may rest on, and the bills of which notice is still to be given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from enlace.financeiro.models import Fatura, FeriadoLocal, RegraCobranca

_SUSTENTADAS = (Path(__file__).parent / "consultas" / "suspensoes_sustentadas.sql").read_text()


@dataclass(frozen=True)
class Divida:
    """An open bill of a service, and when its notice was delivered."""

    id_cliente_servico: int
    id_fatura: int
    notificado_em: datetime


def dividas_avisadas(servicos: Sequence[int]) -> dict[int, list[Divida]]:
    """The debts of each service of which notice was delivered, the oldest notice first."""
    with connection.cursor() as cursor:
        cursor.execute(_SUSTENTADAS, {"servicos": list(servicos)})
        dividas = [Divida(*linha) for linha in cursor.fetchall()]
    return {servico: list(grupo) for servico, grupo in groupby(dividas, key=attrgetter("id_cliente_servico"))}


def por_avisar(hoje: date, regra: RegraCobranca) -> QuerySet[Fatura]:
    """Overdue bills of more than nothing and without a notice, old ones first.

    A weekend may still shield the newest: `prazos.vencida` says.
    """
    ate = hoje - timedelta(days=max(1, regra.dias_para_avisar))
    abertas = Fatura.objects.filter(situacao=Fatura.Situacao.AGUARDANDO, valor__gt=0, data_vencimento__lte=ate, aviso__isnull=True)
    return abertas.order_by("data_vencimento", "id_fatura")


def feriados_locais(desde: date) -> Collection[date]:
    """The provider's own holidays from a day on."""
    return frozenset(FeriadoLocal.objects.filter(data__gte=desde).values_list("data", flat=True))
