"""Which days of a service a bill pays for. Pure; periods go from their first day up to, but without, their last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from enlace.core.datas import meses_depois, no_mes


@dataclass(frozen=True)
class Periodo:
    """From `inicio` up to, but without, `fim`."""

    inicio: date
    fim: date

    @property
    def dias(self) -> int:
        """How many days it has; none when it ends before it begins."""
        return max(0, (self.fim - self.inicio).days)

    def dentro(self, outro: "Periodo") -> "Periodo":
        """What of it lies in the other one."""
        return Periodo(max(self.inicio, outro.inicio), min(self.fim, outro.fim))


@dataclass(frozen=True, kw_only=True)
class Calendario:
    """How a service is charged: its due day, in advance or not, and how many days lie between a period's end and the due date."""

    dia_vencimento: int
    antecipada: bool
    dias_ao_vencimento: int

    def periodo(self, vencimento: date) -> Periodo:
        """The month that the bill due on `vencimento` pays for.

        Charged afterwards, with one day between: the bill due on 10/11 pays for 09/10 to 09/11, as in the documented bill of
        10/10/2017, which ends on 09/10. Charged in advance: from the due date to the next one.
        """
        if self.antecipada:
            return Periodo(vencimento, meses_depois(vencimento, 1, dia=self.dia_vencimento))
        folga = timedelta(days=self.dias_ao_vencimento)
        return Periodo(meses_depois(vencimento, -1, dia=self.dia_vencimento) - folga, vencimento - folga)

    def anterior(self, vencimento: date) -> Periodo:
        """The month before that one."""
        return self.periodo(meses_depois(vencimento, -1, dia=self.dia_vencimento))

    def sem_fatura_desde(self, vencimento: date) -> date:
        """Who began after this day may have come too late for every bill before that one.

        In advance the bill before is issued before its month begins: who began between the two is in it no more.
        """
        antes = meses_depois(vencimento, -1, dia=self.dia_vencimento) if self.antecipada else vencimento
        return self.anterior(antes).inicio


@dataclass(frozen=True, kw_only=True)
class Historia:
    """What of a service's life decides which days are charged.

    `inicio`: the first day that may be charged; `inicio_combinado` says that the provider wrote it down. `fim`: the first day after
    its end, when it has ended. `cobrado_ate`: the first day that no monthly line has named yet, if any ever named one.
    """

    inicio: date
    inicio_combinado: bool
    fim: date | None
    cobrado_ate: date | None


def dias_de_vencimento(vencimento: date) -> list[int]:
    """The due days whose bills are due on this date: its own and, on the last day of a month, those that it lacks."""
    if vencimento == no_mes(vencimento.year, vencimento.month, 31):
        return list(range(vencimento.day, 32))
    return [vencimento.day]


def a_cobrar(calendario: Calendario, vencimento: date, historia: Historia) -> Periodo:
    """The days that this bill charges; an empty period when there are none.

    The bill's own month, less what was charged before, began later or ended earlier. Days of the month before are caught up with
    when no bill could have had them: the service began, or its due day changed, after that month's run. Never more than that: a
    service brought from another system whose last bill we do not know must not be charged its whole past, unless the provider wrote
    down from when. Days that a cancelled bill named count as charged; who wants them billed again says so in the run.
    Of a service that has ended and was not charged in the month before, because it stood still as its customer asked, nothing is.
    """
    periodo = calendario.periodo(vencimento)
    desde_o_anterior = calendario.anterior(vencimento).inicio
    if historia.fim is not None and historia.cobrado_ate is not None and historia.cobrado_ate <= desde_o_anterior:
        return Periodo(periodo.inicio, periodo.inicio)
    inicio = periodo.inicio
    if historia.cobrado_ate is not None:
        if historia.cobrado_ate > desde_o_anterior:
            inicio = historia.cobrado_ate
    elif historia.inicio_combinado or historia.inicio > calendario.sem_fatura_desde(vencimento):
        inicio = historia.inicio
    fim = periodo.fim if historia.fim is None else min(periodo.fim, historia.fim)
    return Periodo(max(inicio, historia.inicio), fim)


def suspensos(periodo: Periodo, suspensoes: Collection[Periodo]) -> list[Periodo]:
    """The parts of a period in which the service was suspended, from the day it was suspended to the day it was restored."""
    return [parte for suspensao in suspensoes if (parte := suspensao.dentro(periodo)).dias > 0]


def por_devolver(suspensoes: Collection[Periodo], cobrados: Iterable[Periodo], descontados: Collection[Periodo]) -> list[Periodo]:
    """The suspended days that bills have charged and taken off nowhere: their suspension began after the bill was issued."""
    partes = [parte for cobrado in cobrados for parte in suspensos(cobrado, suspensoes)]
    for descontado in descontados:
        partes = [resto for parte in partes for resto in _sem(parte, descontado)]
    return sorted(partes, key=lambda parte: parte.inicio)


def _sem(periodo: Periodo, outro: Periodo) -> list[Periodo]:
    """What of a period lies before the other one, and what after it."""
    restos = (Periodo(periodo.inicio, min(periodo.fim, outro.inicio)), Periodo(max(periodo.inicio, outro.fim), periodo.fim))
    return [resto for resto in restos if resto.dias > 0]
