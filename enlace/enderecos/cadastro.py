"""Registering an address as somebody tells it."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Value

from enlace.core.db import SemAcento, recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.enderecos.models import Bairro, Cidade, Endereco

# A centimetre; what telephones send beyond it is noise.
_CASAS_DA_COORDENADA = 7
# The first word of a street, without accents and points -> the kind of street.
_TIPOS = {
    "alameda": "ALAMEDA",
    "al": "ALAMEDA",
    "avenida": "AVENIDA",
    "av": "AVENIDA",
    "beco": "BECO",
    "chacara": "CHÁCARA",
    "estrada": "ESTRADA",
    "fazenda": "FAZENDA",
    "ladeira": "LADEIRA",
    "largo": "LARGO",
    "praca": "PRAÇA",
    "pca": "PRAÇA",
    "rodovia": "RODOVIA",
    "rod": "RODOVIA",
    "rua": "RUA",
    "r": "RUA",
    "sitio": "SÍTIO",
    "travessa": "TRAVESSA",
    "trav": "TRAVESSA",
    "viela": "VIELA",
}


class CoordenadasIncompletas(RuleRefused):
    """Half a pair of coordinates is no place."""

    mensagem = "Informe latitude e longitude, as duas ou nenhuma."


@dataclass(frozen=True, kw_only=True)
class NovoEndereco:
    """An address in a known city. `endereco` may begin with the kind of street; `cep` is eight digits."""

    id_cidade: int
    cep: str
    bairro: str
    endereco: str
    numero: str
    complemento: str = ""
    referencia: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class EnderecoCadastrado:
    """An address that was written; `bairro_novo` is its neighbourhood when that had to be written too."""

    endereco: Endereco
    bairro_novo: Bairro | None


def cadastrar_endereco(novo: NovoEndereco) -> EnderecoCadastrado:
    """Write an address, in capitals as all of them; the neighbourhood is the city's own of that name, or a new one.

    Who calls it records what was written.

    Refused: `CoordenadasIncompletas`, `DadosInvalidos`.
    """
    if (novo.latitude is None) != (novo.longitude is None):
        raise CoordenadasIncompletas
    logradouro, rua = separar_logradouro(novo.endereco)
    endereco = Endereco(
        logradouro=logradouro,
        endereco=rua,
        numero=_maiusculas(novo.numero),
        complemento=_maiusculas(novo.complemento),
        referencia=_maiusculas(novo.referencia),
        cep=novo.cep,
        latitude=_coordenada(novo.latitude),
        longitude=_coordenada(novo.longitude),
    )
    recusar_campos_invalidos(endereco)
    with transaction.atomic():
        endereco.bairro, e_novo = _bairro(novo.id_cidade, _maiusculas(novo.bairro))
        endereco.save(force_insert=True)
    return EnderecoCadastrado(endereco, endereco.bairro if e_novo else None)


def separar_logradouro(texto: str) -> tuple[str, str]:
    """The kind of street and its name, in capitals: `("PRAÇA", "GETÚLIO VARGAS")`; the kind is empty when no word tells it."""
    rua = _maiusculas(texto)
    primeira, _espaco, resto = rua.partition(" ")
    tipo = _TIPOS.get(_sem_acentos(primeira).lower().removesuffix("."))
    return (tipo, resto) if tipo and resto else ("", rua)


def _bairro(id_cidade: int, nome: str) -> tuple[Bairro, bool]:
    """The neighbourhood, and whether it is new."""
    if conhecido := _do_nome(id_cidade, nome):
        return conhecido, False
    novo = Bairro(cidade_id=id_cidade, nome=nome)
    recusar_campos_invalidos(novo)
    # Of two that bring one new name at once, perhaps differently spelt, the second waits here and then finds the first's.
    Cidade.objects.select_for_update(no_key=True).only("pk").get(pk=id_cidade)
    if conhecido := _do_nome(id_cidade, nome):
        return conhecido, False
    novo.save(force_insert=True)
    return novo, True


def _do_nome(id_cidade: int, nome: str) -> Bairro | None:
    """The neighbourhood with this name, case and accents ignored; the exactly equal one first."""
    iguais = Bairro.objects.filter(cidade=id_cidade).alias(busca=SemAcento("nome")).filter(busca=SemAcento(Value(nome)))
    return min(iguais, key=lambda bairro: (bairro.nome != nome, bairro.pk), default=None)


def _coordenada(valor: Decimal | None) -> Decimal | None:
    return None if valor is None else round(valor, _CASAS_DA_COORDENADA)


def _maiusculas(texto: str) -> str:
    return " ".join(texto.split()).upper()


def _sem_acentos(texto: str) -> str:
    return "".join(letra for letra in unicodedata.normalize("NFD", texto) if not unicodedata.combining(letra))
