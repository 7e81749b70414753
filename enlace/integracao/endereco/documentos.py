"""The shape of chapter 5's answers, for OpenAPI."""

from typing import Literal

from enlace.integracao.esquema import Documento


class Bairro(Documento):
    """A neighbourhood."""

    nome: str


class Cidade(Documento):
    """A city with the neighbourhoods that are served."""

    id_cidade: int
    nome: str
    uf: str
    ibge: str
    bairros: list[Bairro]


class RespostaDeCidades(Documento):
    """`GET endereco/cidade`."""

    status: Literal["success"]
    msg: str
    cidades: list[Cidade]
