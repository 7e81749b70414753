"""The jobs of the services."""

import logging
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from procrastinate import App
from procrastinate.contrib.django import app

from enlace.configuracao.models import Provedor
from enlace.core.datas import agora
from enlace.enderecos.geocodificacao import geocodificar_endereco, por_geocodificar
from enlace.enderecos.googlemaps.cliente import ChaveRecusada, CotaEsgotada
from enlace.enderecos.http import FalhaDoServico, ServicoForaDoAr
from enlace.enderecos.models import Endereco
from enlace.servicos.models import ClienteServico

registro = logging.getLogger(__name__)
fila: App = app

_LOTE = 200


@fila.task(
    name="geocodificar_enderecos_de_instalacao",
    lock="geocodificar_enderecos_de_instalacao",
    queueing_lock="geocodificar_enderecos_de_instalacao",
)
def geocodificar_enderecos_de_instalacao(limite: int = _LOTE) -> None:
    """Ask Google for the coordinates of at most `limite` installation addresses, when the provider has a key for it.

    Ends early when no further answer is to be had now; the next run goes on where this one ended.
    """
    chave = Provedor.atual().google_maps_chave.strip()
    if not chave:
        return
    for id_endereco in list(_enderecos_de_instalacao(agora()).values_list("pk", flat=True)[:limite]):
        try:
            geocodificar_endereco(id_endereco, chave=chave, agora=agora())
        except (CotaEsgotada, ChaveRecusada, ServicoForaDoAr) as falha:
            registro.warning("Coordenadas de endereços: parado por agora. %s", falha)
            return
        except FalhaDoServico as falha:
            # This address's own trouble: one that always fails must not stand in the way of all others.
            registro.warning("Coordenadas do endereço %s: %s", id_endereco, falha)


def _enderecos_de_instalacao(quando: datetime) -> QuerySet[Endereco]:
    """The addresses to ask for at `quando`, never asked first, where a service that is not cancelled is installed."""
    instalados = ClienteServico.objects.filter(endereco_instalacao=OuterRef("pk")).exclude(status="cancelado")
    return Endereco.objects.filter(por_geocodificar(quando), Exists(instalados)).order_by(
        F("geocodificado_em").asc(nulls_first=True), "pk"
    )
