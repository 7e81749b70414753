"""Coordinates of addresses: asks Google for one address and keeps what it says, if the address is still the same."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import transaction
from django.db.models import Q

from enlace.enderecos.googlemaps import cliente as googlemaps
from enlace.enderecos.googlemaps.cliente import Coordenadas, PedidoInvalido
from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.models import Endereco

# An address that Google does not know today may be on its map some time later.
PERGUNTAR_DE_NOVO_APOS = timedelta(days=30)
# What the question to Google is made of; when one of these changes, coordinates found before are another place's.
CAMPOS_DO_LUGAR = frozenset({"logradouro", "endereco", "numero", "bairro", "cep"})


class Geocodificacao(Enum):
    """What became of one address."""

    ENCONTRADO = auto()
    DESCONHECIDO = auto()
    DISPENSADO = auto()  # it has coordinates, was asked lately, is being asked by somebody else, or changed meanwhile


def por_geocodificar(agora: datetime) -> Q:
    """The addresses without coordinates that Google was never asked for, or long ago."""
    ha_muito = Q(geocodificado_em__isnull=True) | Q(geocodificado_em__lt=agora - PERGUNTAR_DE_NOVO_APOS)
    return Q(latitude__isnull=True) & ha_muito


def geocodificar_endereco(id_endereco_numero: int, *, chave: str, agora: datetime) -> Geocodificacao:
    """Ask Google where an address is and write it down. Waits for the network: outside transactions only.

    Steps: 1. mark the address as asked, which only one of several callers can; 2. ask; 3. write, unless it was edited meanwhile.
    A failure that is not the address's own takes the mark off again. Raises FalhaDoServico (see `googlemaps.geocodificar`).
    """
    alvo = Endereco.objects.filter(pk=id_endereco_numero)
    with transaction.atomic(durable=True):
        antes = alvo.filter(por_geocodificar(agora)).select_for_update(of=("self",)).select_related("bairro__cidade").first()
        if antes is None:
            return Geocodificacao.DISPENSADO
        alvo.update(geocodificado_em=agora)
    try:
        coordenadas = googlemaps.geocodificar(pergunta(antes), chave)
    except FalhaDoServico as falha:
        if not isinstance(falha, PedidoInvalido):
            alvo.filter(geocodificado_em=agora).update(geocodificado_em=antes.geocodificado_em)
        raise
    return _guardar(antes, coordenadas, agora)


def pergunta(endereco: Endereco) -> str:
    """The address as Google asks for it: without complement, reference or any name."""
    rua = f"{endereco.logradouro} {endereco.endereco}".strip()
    porta = f"{rua}, {endereco.numero}" if endereco.numero else rua
    cidade = endereco.bairro.cidade
    return f"{porta} - {endereco.bairro.nome}, {cidade.nome} - {cidade.estado_id}, {endereco.cep[:5]}-{endereco.cep[5:]}"


def esquecer_coordenadas_antigas(endereco: Endereco, alterados: Collection[str]) -> None:
    """Before an edited address is saved: `alterados` names the fields that were edited. Changes the instance, does not save it.

    Another street, number, neighbourhood or CEP makes the coordinates that Google found wrong: they go, and are asked for again.
    Coordinates that a person typed stay: that person may have stood there.
    """
    if {"latitude", "longitude"} & set(alterados):
        endereco.geocodificado_em = None
    elif endereco.geocodificado_em and CAMPOS_DO_LUGAR & set(alterados):
        endereco.latitude = endereco.longitude = endereco.geocodificado_em = None


def _guardar(antes: Endereco, coordenadas: Coordenadas | None, agora: datetime) -> Geocodificacao:
    nosso = Endereco.objects.filter(pk=antes.pk, geocodificado_em=agora, latitude__isnull=True)
    o_mesmo = nosso.filter(**{nome: getattr(antes, nome) for nome in CAMPOS_DO_LUGAR})
    latitude, longitude = (coordenadas.latitude, coordenadas.longitude) if coordenadas else (None, None)
    if o_mesmo.update(latitude=latitude, longitude=longitude):
        return Geocodificacao.ENCONTRADO if coordenadas else Geocodificacao.DESCONHECIDO
    # Edited while Google was answering about the place that it was before: the new one is still to be asked for.
    nosso.update(geocodificado_em=None)
    return Geocodificacao.DISPENSADO
