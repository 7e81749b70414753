"""The agenda: a day by technician, what is free, what waits for a date."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.ordens import consultas
from enlace.painel.ordens.dia import DiaDoTecnico, montar
from enlace.painel.ordens.formularios import tecnicos_ativos

_DIAS: Final = ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")
_SEMANA: Final = timedelta(days=7)


@dataclass(frozen=True)
class DiaDaSemana:
    """A day of the strip: its name, how many orders it has."""

    dia: date
    nome: str
    quantas: int


@pagina("ordens_servico.view_ordemservico")
def agenda(request: HttpRequest) -> HttpResponse:
    """The day of `?dia=`, today without. Who only executes orders finds his own day first."""
    dia = dia_pedido(request)
    ordens = list(consultas.do_dia(dia))
    esperando = consultas.esperando()
    contexto = {
        "dia": dia,
        "hoje": datas.hoje(),
        "anterior": dia - timedelta(days=1),
        "seguinte": dia + timedelta(days=1),
        "semana": _semana(dia),
        "semana_anterior": dia - _SEMANA,
        "semana_seguinte": dia + _SEMANA,
        "dias": _em_ordem(montar(dia, ordens=ordens, tecnicos=tecnicos_ativos(), agora=datas.agora()), usuario_de(request)),
        "quantas": len(ordens),
        "proximo": None if ordens else consultas.dia_seguinte_com_ordens(dia),
        "esperando": esperando[:-1] if len(esperando) > consultas.MAIOR_ESPERA else esperando,
        "ha_mais_esperando": len(esperando) > consultas.MAIOR_ESPERA,
    }
    return render(request, "painel/ordens/agenda.html", contexto)


def dia_pedido(request: HttpRequest) -> date:
    """The day of `?dia=AAAA-MM-DD`; today for none, and for what is none."""
    try:
        return parse_date(request.GET.get("dia", "")) or datas.hoje()
    except ValueError:
        return datas.hoje()


def _semana(dia: date) -> list[DiaDaSemana]:
    segunda = dia - timedelta(days=dia.weekday())
    dias = [segunda + timedelta(days=mais) for mais in range(len(_DIAS))]
    quantas = consultas.por_dia(dias[0], dias[-1])
    return [DiaDaSemana(um, nome, quantas.get(um, 0)) for um, nome in zip(dias, _DIAS, strict=True)]


def _em_ordem(dias: list[DiaDoTecnico], usuario: Usuario) -> list[DiaDoTecnico]:
    if usuario.has_perm("ordens_servico.change_ordemservico"):
        return dias
    return sorted(dias, key=lambda dia: dia.tecnico != usuario)
