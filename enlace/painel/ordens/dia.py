"""A day of the technicians: what each has, in the order of the clock, and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from enlace.contas.models import Usuario
from enlace.ordens_servico.calculo import Intervalo, livres
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.ordens.celulas import situacao
from enlace.painel.ordens.formularios import no_relogio

# When visits are offered; what is agreed outside of it is shown all the same.
INICIO_DO_EXPEDIENTE: Final = time(8)
FIM_DO_EXPEDIENTE: Final = time(18)
_MENOR_SOBRA: Final = timedelta(minutes=30)
_QUARTO: Final = timedelta(minutes=15)
_MINUTO_S: Final = 60


@dataclass(frozen=True)
class Trecho:
    """A part of somebody's day: an order, or free time (`ordem` is None)."""

    inicio: datetime
    termino: datetime
    ordem: OrdemServico | None = None

    @property
    def situacao(self) -> str:
        """Where the order is."""
        return "" if self.ordem is None else situacao(self.ordem)


@dataclass(frozen=True)
class Faixa:
    """An order in the bar that shows the day: minutes from its beginning, and how many."""

    inicio: int
    largura: int


@dataclass(frozen=True)
class DiaDoTecnico:
    """Whose day it is (None: nobody goes yet), its parts and the bar."""

    tecnico: Usuario | None
    trechos: list[Trecho]
    faixas: list[Faixa]

    @property
    def quantas(self) -> int:
        """How many orders."""
        return sum(trecho.ordem is not None for trecho in self.trechos)


def expediente(dia: date) -> Intervalo:
    """From when until when visits are offered on a day."""
    return no_relogio(dia, INICIO_DO_EXPEDIENTE), no_relogio(dia, FIM_DO_EXPEDIENTE)


def por_oferecer(dia: date, agora: datetime) -> Intervalo:
    """What of the day can still be offered: of today what is left, of yesterday nothing."""
    de, ate = expediente(dia)
    proximo_quarto = de + _QUARTO * -((de - agora) // _QUARTO)
    return max(de, min(proximo_quarto, ate)), ate


def montar(dia: date, *, ordens: Iterable[OrdemServico], tecnicos: Iterable[Usuario], agora: datetime) -> list[DiaDoTecnico]:
    """The day of each of `tecnicos` and of whoever else is on an order, by name; last what nobody is sent to yet."""
    de_cada_um: dict[Usuario, list[OrdemServico]] = {tecnico: [] for tecnico in tecnicos}
    de_ninguem = []
    for ordem in ordens:
        escalados = [escalado.usuario for escalado in ordem.escalados.all()]
        for tecnico in escalados:
            de_cada_um.setdefault(tecnico, []).append(ordem)
        if not escalados:
            de_ninguem.append(ordem)
    dias = [_dia(dia, tecnico, suas, agora) for tecnico, suas in sorted(de_cada_um.items(), key=lambda par: par[0].nome)]
    return [*dias, _dia(dia, None, de_ninguem, agora)] if de_ninguem else dias


def ocupado(ordens: Iterable[OrdemServico]) -> list[Intervalo]:
    """The planned times of orders that have one."""
    horarios = [(ordem.data_inicio_programado, ordem.data_termino_programado) for ordem in ordens]
    return [(inicio, termino) for inicio, termino in horarios if inicio is not None and termino is not None]


def sobras(dia: date, *, marcado: Iterable[Intervalo], agora: datetime) -> list[Intervalo]:
    """The free times of a day that are long enough for a visit."""
    de, ate = por_oferecer(dia, agora)
    return [(inicio, fim) for inicio, fim in livres(marcado, de=de, ate=ate) if fim - inicio >= _MENOR_SOBRA]


def _dia(dia: date, tecnico: Usuario | None, ordens: list[OrdemServico], agora: datetime) -> DiaDoTecnico:
    marcado = ocupado(ordens)
    trechos = [Trecho(inicio, termino, ordem) for (inicio, termino), ordem in zip(marcado, ordens, strict=True)]
    if tecnico is not None:
        trechos += [Trecho(inicio, fim) for inicio, fim in sobras(dia, marcado=marcado, agora=agora)]
    return DiaDoTecnico(tecnico, sorted(trechos, key=lambda trecho: trecho.inicio), [_faixa(dia, horario) for horario in marcado])


def _faixa(dia: date, horario: Intervalo) -> Faixa:
    de, ate = expediente(dia)
    inicio, fim = (min(max(instante, de), ate) for instante in horario)
    return Faixa(_minutos(de, inicio), max(_minutos(inicio, fim), 0))


def _minutos(de: datetime, ate: datetime) -> int:
    return int((ate - de).total_seconds()) // _MINUTO_S
