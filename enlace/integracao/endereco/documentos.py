"""The shape of chapter 5's answers, for OpenAPI."""

from typing import Literal

from ninja import Schema


class Bairro(Schema):
    """A neighbourhood."""

    nome: str


class Cidade(Schema):
    """A city with the neighbourhoods that are served."""

    id_cidade: int
    nome: str
    uf: str
    ibge: str
    bairros: list[Bairro]


class RespostaDeCidades(Schema):
    """`GET endereco/cidade`."""

    status: Literal["success"]
    msg: str
    cidades: list[Cidade]
