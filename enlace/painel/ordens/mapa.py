"""The map of a day: where its orders are, and in which order each technician goes."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from enlace.configuracao.mapas import origem_dos_ladrilhos
from enlace.configuracao.models import Provedor
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina
from enlace.painel.middleware import IMAGENS
from enlace.painel.ordens import celulas, consultas
from enlace.painel.ordens.agenda import dia_pedido


@dataclass(frozen=True)
class Parada:
    """An order on the map: its number in the list, whose way it is on (`rota`: a number for each technician)."""

    numero: int
    rota: int
    ordem: OrdemServico

    @property
    def latitude(self) -> str:
        """In degrees, with a point."""
        return str(self.ordem.cliente_servico.endereco_instalacao.latitude)

    @property
    def longitude(self) -> str:
        """In degrees, with a point."""
        return str(self.ordem.cliente_servico.endereco_instalacao.longitude)

    @property
    def tecnicos(self) -> str:
        """Who goes."""
        return celulas.tecnicos(self.ordem)

    @property
    def situacao(self) -> str:
        """Where it is."""
        return celulas.situacao(self.ordem)


@pagina("ordens_servico.view_ordemservico")
def mapa(request: HttpRequest) -> HttpResponse:
    """The orders of `?dia=` that have coordinates on a map, all of them in a list; without a server of tiles on a plain ground."""
    dia = dia_pedido(request)
    ordens = list(consultas.do_dia(dia))
    provedor = Provedor.atual()
    # The one page whose pictures may come from another server: the one that the provider chose.
    setattr(request, IMAGENS, origem_dos_ladrilhos(provedor.mapa_ladrilhos))
    contexto = {
        "dia": dia,
        "rotas": _rotas([ordem for ordem in ordens if _no_mapa(ordem)]),
        "sem_lugar": [ordem for ordem in ordens if not _no_mapa(ordem)],
        "proximo": None if ordens else consultas.dia_seguinte_com_ordens(dia),
        "ladrilhos": provedor.mapa_ladrilhos,
        "creditos": provedor.mapa_creditos,
    }
    return render(request, "painel/ordens/mapa.html", contexto)


def _no_mapa(ordem: OrdemServico) -> bool:
    return ordem.cliente_servico.endereco_instalacao.latitude is not None


def _rotas(ordens: list[OrdemServico]) -> list[tuple[str, list[Parada]]]:
    """The stops of each technician, by his name, in the order of the clock, numbered through; an order of two is on the first's."""
    de_cada_um: dict[str, list[OrdemServico]] = defaultdict(list)
    for ordem in ordens:
        primeiro = next(iter(ordem.escalados.all()), None)
        de_cada_um[primeiro.usuario.nome if primeiro else ""].append(ordem)
    rotas, numero = [], 0
    # Without a name: nobody goes yet. They come last.
    for rota, nome in enumerate(sorted(de_cada_um, key=lambda nome: (not nome, nome))):
        paradas = [Parada(numero + lugar, rota, ordem) for lugar, ordem in enumerate(de_cada_um[nome], start=1)]
        numero += len(paradas)
        rotas.append((nome or _("Sem técnico"), paradas))
    return rotas
