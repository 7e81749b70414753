"""Where the invented customers live."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from enlace.demo.documentacao.cidades import COM_LISTA_COMPLETA
from enlace.enderecos.models import Bairro, Endereco

# (id_cidade, CEP, latitude, longitude, peso): the CEP of small towns is one for all streets.
_CIDADES = {
    1393: ("35603000", "-19.9481", "-45.1656", 12),
    1406: ("38900000", "-20.0166", "-45.9772", 8),
    1416: ("30110000", "-19.9227", "-43.9451", 8),
    1601: ("35500000", "-20.1446", "-44.8912", 30),
    1602: ("35519000", "-19.8713", "-44.9847", 14),
    1603: ("35545000", "-19.9411", "-45.0780", 6),
    1604: ("37925000", "-20.4762", "-45.9589", 10),
    1605: ("35560000", "-20.0850", "-45.2947", 12),
}
_RUAS = (
    ("RUA", "AFONSO PENA"),
    ("RUA", "BAHIA"),
    ("RUA", "DA MATRIZ"),
    ("RUA", "DAS ACACIAS"),
    ("RUA", "DOS IPES"),
    ("RUA", "ESPIRITO SANTO"),
    ("RUA", "GOIAS"),
    ("RUA", "MINAS GERAIS"),
    ("RUA", "SANTOS DUMONT"),
    ("RUA", "SAO PAULO"),
    ("RUA", "TIRADENTES"),
    ("AVENIDA", "BRASIL"),
    ("AVENIDA", "GETULIO VARGAS"),
    ("AVENIDA", "SETE DE SETEMBRO"),
    ("PRACA", "QUINZE DE NOVEMBRO"),
    ("TRAVESSA", "SANTA CRUZ"),
)
_COMPLEMENTOS = ("", "", "", "", "CASA B", "FUNDOS", "APTO 101", "APTO 302", "LOJA 1")


@dataclass(frozen=True)
class Lugares:
    """The neighbourhoods, by city, in a fixed order."""

    por_cidade: dict[int, list[Bairro]]

    @classmethod
    def ler(cls) -> "Lugares":
        """All that the documentation's part of the load wrote."""
        por_cidade: dict[int, list[Bairro]] = {cidade: [] for cidade in _CIDADES}
        for bairro in Bairro.objects.select_related("cidade").order_by("cidade_id", "nome"):
            por_cidade[bairro.cidade_id].append(bairro)
        return cls(por_cidade)

    def documentados(self) -> list[Bairro]:
        """Those that example 5.1 lists: each needs a customer with a working service."""
        return [bairro for cidade in COM_LISTA_COMPLETA for bairro in self.por_cidade[cidade]]

    def sortear(self, sorteio: Random) -> Bairro:
        """One of them, larger cities more often."""
        (cidade,) = sorteio.choices(list(_CIDADES), weights=[peso for *_, peso in _CIDADES.values()])
        return sorteio.choice(self.por_cidade[cidade])


def sortear_enderecos(bairros: list[Bairro], sorteio: Random) -> list[Endereco]:
    """Write one address in each of `bairros`, most of them with coordinates."""
    return Endereco.objects.bulk_create(_enderecos(bairros, sorteio))


def _enderecos(bairros: list[Bairro], sorteio: Random) -> Iterator[Endereco]:
    for bairro in bairros:
        cep, latitude, longitude, _peso = _CIDADES[bairro.cidade_id]
        logradouro, nome = sorteio.choice(_RUAS)
        com_coordenadas = sorteio.random() < 0.8  # noqa: PLR2004 - the share of addresses that a geocoder finds
        yield Endereco(
            bairro=bairro,
            logradouro=logradouro,
            endereco=nome,
            numero=str(sorteio.randint(1, 1999)),
            complemento=sorteio.choice(_COMPLEMENTOS),
            cep=cep,
            latitude=_perto(latitude, sorteio) if com_coordenadas else None,
            longitude=_perto(longitude, sorteio) if com_coordenadas else None,
        )


def _perto(coordenada: str, sorteio: Random) -> Decimal:
    return Decimal(coordenada) + Decimal(sorteio.randint(-150_000, 150_000)) / 10_000_000
