"""When a debt lets a service be suspended. Pure: the notice's day, the rules in force and the calendar in, a verdict out.

The bounds are the RGC's (Anatel, Resolução 765/2023, in force since 1 September 2025): at the earliest fifteen days after a notice
of the overdue bill. The days on which nobody is cut off, from Friday to Sunday, holidays and their eves, come from state laws: a
service that goes off then stays off until somebody can be reached.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from enlace.core.datas import dia_local
from enlace.financeiro.calendario import feriados_bancarios, vencimento_util
from enlace.financeiro.models import RegraCobranca

RGC: Final = "Resolução Anatel 765/2023 (RGC): suspensão por falta de pagamento, 15 dias depois do aviso"
RGC_RESTABELECIMENTO: Final = "Resolução Anatel 765/2023 (RGC): restabelecimento até 1 dia depois do pagamento"
LEIS_ESTADUAIS: Final = "Leis estaduais sobre corte na sexta-feira, no fim de semana, em feriado e véspera"
DIAS_PARA_RESCINDIR: Final = 60

_SEXTA: Final = 4
_UM_DIA: Final = timedelta(days=1)


@dataclass(frozen=True)
class Veredito:
    """Whether a service may be suspended on a day, why, and what that rests on. `prazo_cumprido`: only the day is wrong."""

    pode: bool
    prazo_cumprido: bool
    motivo: str
    fundamento: str


def vencida(vencimento: date, hoje: date, feriados_locais: Collection[date] = ()) -> bool:
    """Whether a bill is overdue: its last day to be paid without charges is over."""
    return hoje > vencimento_util(vencimento, feriados_locais)


def vencidas_ate(hoje: date, feriados_locais: Collection[date] = ()) -> date:
    """The last due date that is overdue: what is due on it or before is `vencida`, what is due later is not. For filters."""
    dia = hoje - _UM_DIA
    while not vencida(dia, hoje, feriados_locais):
        dia -= _UM_DIA
    return dia


def dia_da_suspensao(notificado_em: datetime, regra: RegraCobranca) -> date:
    """The first day on which the notice lets the service be suspended."""
    return dia_local(notificado_em) + timedelta(days=regra.dias_para_suspender)


def suspensao(
    notificado_em: datetime | None, *, dia: date, regra: RegraCobranca, uf: str, feriados_locais: Collection[date] = ()
) -> Veredito:
    """The verdict on a service in the state `uf` whose bill was notified then."""
    if notificado_em is None:
        return Veredito(pode=False, prazo_cumprido=False, motivo="O aviso de débito ainda não foi entregue.", fundamento=RGC)
    primeiro = dia_da_suspensao(notificado_em, regra)
    if dia < primeiro:
        motivo = f"Avisado em {dia_local(notificado_em):%d/%m/%Y}: só a partir de {primeiro:%d/%m/%Y}."
        return Veredito(pode=False, prazo_cumprido=False, motivo=motivo, fundamento=RGC)
    if motivo := _dia_protegido(dia, regra, uf, feriados_locais):
        return Veredito(pode=False, prazo_cumprido=True, motivo=motivo, fundamento=LEIS_ESTADUAIS)
    motivo = f"Avisado em {dia_local(notificado_em):%d/%m/%Y}, {(dia - dia_local(notificado_em)).days} dias antes."
    return Veredito(pode=True, prazo_cumprido=True, motivo=motivo, fundamento=RGC)


def _dia_protegido(dia: date, regra: RegraCobranca, uf: str, feriados_locais: Collection[date]) -> str:
    """Why nobody is cut off on this day in this state; empty when somebody may be."""
    if uf in regra.ufs_sem_restricao:
        return ""
    if not regra.suspende_de_sexta_a_domingo and dia.weekday() >= _SEXTA:
        return "Não se suspende de sexta-feira a domingo."
    if not regra.suspende_em_feriado and _e_feriado(dia, feriados_locais):
        return "Não se suspende em feriado."
    if not regra.suspende_em_feriado and _e_feriado(dia + _UM_DIA, feriados_locais):
        return "Não se suspende em véspera de feriado."
    return ""


def _e_feriado(dia: date, feriados_locais: Collection[date]) -> bool:
    return dia in feriados_locais or dia in feriados_bancarios(dia.year)
