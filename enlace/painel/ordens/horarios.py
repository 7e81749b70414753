"""The times that are offered for an order: what each technician has free on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time

from enlace.contas.models import Usuario
from enlace.core.admin import codigo_digitado
from enlace.ordens_servico.calculo import Intervalo
from enlace.ordens_servico.escala import compromissos
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.ordens.dia import expediente, sobras
from enlace.painel.ordens.formularios import tecnicos_ativos

_DURACAO: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Livre:
    """A free time of a technician, and the address at which the form is filled with its beginning."""

    inicio: datetime
    termino: datetime
    endereco: str


@dataclass(frozen=True)
class Sugestoes:
    """What is free on a day, by technician, and the days beside it."""

    dia: date
    livres: list[tuple[Usuario, list[Livre]]]
    anterior: str
    seguinte: str


def inicial(request: HttpRequest, ordem: OrdemServico, *, agora: datetime) -> dict[str, Any]:
    """What the form begins with: what the address says (`dia`, `das`, `ate`, `tecnico`), else what was agreed, else today."""
    inicio, termino = ordem.data_inicio_programado, ordem.data_termino_programado
    antes = None if inicio is None else timezone.localtime(inicio)
    marcada = antes if antes is not None and antes >= agora else None
    tecnico = codigo_digitado(request.GET.get("tecnico", ""))
    return {
        "dia": _lido(parse_date, request.GET.get("dia")) or (marcada.date() if marcada else timezone.localdate(agora)),
        "das": _lido(parse_time, request.GET.get("das")) or (marcada.time() if marcada else None),
        "ate": _lido(parse_time, request.GET.get("ate")) or (timezone.localtime(termino).time() if marcada and termino else None),
        "tecnicos": [tecnico] if tecnico is not None else [escalado.usuario_id for escalado in ordem.escalados.all()],
    }


def sugestoes(request: HttpRequest, ordem: OrdemServico, *, padrao: date, agora: datetime) -> Sugestoes:
    """What each technician has free on the day that was sent, else on `padrao`; the order does not stand in its own way."""
    dia = _lido(parse_date, request.POST.get("dia")) or padrao
    tecnicos = list(tecnicos_ativos())
    de, ate = expediente(dia)
    marcado: dict[int, list[Intervalo]] = defaultdict(list)
    for um in compromissos(tecnicos, inicio=de, termino=ate, menos=ordem.pk):
        marcado[um.usuario_id].append((um.reserva.lower, um.reserva.upper))
    duracao = _duracao(ordem)
    livres = [
        (tecnico, [_livre(request, tecnico, sobra, duracao) for sobra in sobras(dia, marcado=marcado[tecnico.pk], agora=agora)])
        for tecnico in tecnicos
    ]
    ontem = dia - timedelta(days=1)
    anterior = _com(request, dia=ontem.isoformat()) if ontem >= timezone.localdate(agora) else ""
    return Sugestoes(dia, livres, anterior, _com(request, dia=(dia + timedelta(days=1)).isoformat()))


def _livre(request: HttpRequest, tecnico: Usuario, sobra: Intervalo, duracao: timedelta) -> Livre:
    inicio, fim = sobra
    das, ate = (timezone.localtime(instante) for instante in (inicio, min(inicio + duracao, fim)))
    endereco = _com(request, dia=das.date().isoformat(), das=f"{das:%H:%M}", ate=f"{ate:%H:%M}", tecnico=str(tecnico.pk))
    return Livre(inicio, fim, endereco)


def _duracao(ordem: OrdemServico) -> timedelta:
    """As long as was agreed or wished; what is upside down (old registers) counts as nothing agreed."""
    inicio, termino = ordem.data_inicio_programado, ordem.data_termino_programado
    return termino - inicio if inicio and termino and termino > inicio else _DURACAO


def _com(request: HttpRequest, **mudancas: str) -> str:
    """This page with another day or time, still knowing where it leads back to."""
    pedido = QueryDict(mutable=True)
    if volta := request.GET.get("volta"):
        pedido["volta"] = volta
    pedido.update(mudancas)
    return f"{request.path}?{pedido.urlencode()}"


def _lido(ler: Any, texto: str | None) -> Any:  # noqa: ANN401 - Django's own readers of dates and times
    """What the text says; None for none, and for a day or time that does not exist."""
    try:
        return ler(texto or "")
    except ValueError:
        return None
