"""When which technicians are free for a visit."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from enlace.contas.models import Usuario
from enlace.ordens_servico.models import OrdemServicoTecnico

# Two hours each: an installation and the way to the next one.
_DURACAO: Final = timedelta(hours=2)
_TURNOS: Final = (time(8), time(10), time(13), time(15))
_SABADO, _DOMINGO = 5, 6
_DE_MANHA: Final = time(12)
# Nobody is sent to a customer who has had no time to expect him.
_ANTECEDENCIA: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Vaga:
    """A time of visit, and who is free all through it, fewest visits that day first."""

    inicio: datetime
    termino: datetime
    livres: tuple[Usuario, ...]


class _Compromisso(NamedTuple):
    inicio: datetime
    termino: datetime


def vagas_livres(*, agora: datetime, dias: int) -> list[Vaga]:
    """The times of visit of today and the next `dias` working days at which some technician is free, in order.

    Mondays to Fridays all day, Saturdays in the morning. It is a look: `tecnico_em_um_lugar_por_vez` has the last word.
    """
    tecnicos = list(Usuario.objects.filter(tecnico=True, is_active=True).order_by("nome", "pk"))
    turnos = [inicio for inicio in _inicios(agora, dias) if inicio >= agora + _ANTECEDENCIA]
    if not (tecnicos and turnos):
        return []
    ocupados = _compromissos(tecnicos, turnos[0], turnos[-1] + _DURACAO)
    vagas = [_vaga(inicio, tecnicos, ocupados) for inicio in turnos]
    return [vaga for vaga in vagas if vaga.livres]


def _vaga(inicio: datetime, tecnicos: list[Usuario], ocupados: dict[int, list[_Compromisso]]) -> Vaga:
    termino, dia = inicio + _DURACAO, timezone.localdate(inicio)
    livres = [tecnico for tecnico in tecnicos if not any(c.inicio < termino and c.termino > inicio for c in ocupados[tecnico.pk])]
    livres.sort(key=lambda tecnico: sum(timezone.localdate(c.inicio) == dia for c in ocupados[tecnico.pk]))
    return Vaga(inicio, termino, tuple(livres))


def _compromissos(tecnicos: list[Usuario], de: datetime, ate: datetime) -> dict[int, list[_Compromisso]]:
    """What takes these people's time, by the index of the constraint."""
    ocupados: dict[int, list[_Compromisso]] = {tecnico.pk: [] for tecnico in tecnicos}
    marcados = OrdemServicoTecnico.objects.filter(usuario__in=tecnicos, reserva__overlap=TimestamptzRange(de, ate))
    for chave, inicio, termino in marcados.values_list("usuario", "reserva__startswith", "reserva__endswith"):
        ocupados[chave].append(_Compromisso(inicio, termino))
    return ocupados


def _inicios(agora: datetime, dias: int) -> list[datetime]:
    hoje = timezone.localdate(agora)
    uteis = [dia for dia in (hoje + timedelta(days=quantos) for quantos in range(2 * dias + 2)) if dia.weekday() != _DOMINGO]
    return [timezone.make_aware(datetime.combine(dia, hora)) for dia in uteis[: dias + 1] for hora in _turnos_de(dia)]


def _turnos_de(dia: date) -> list[time]:
    return [hora for hora in _TURNOS if dia.weekday() != _SABADO or hora < _DE_MANHA]
