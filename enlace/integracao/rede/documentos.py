"""The shape of chapter 9's answers, for OpenAPI."""

from typing import Literal

from ninja import Schema


class Equipamento(Schema):
    """An equipment."""

    id_equipamento: int
    nome: str
    ipv4: str | None
    ipv6: str | None
    modelo: str
    fabricante: str


class EquipamentoDaZona(Schema):
    """An equipment as a zone shows it: without its key."""

    nome: str
    ipv4: str | None
    ipv6: str | None
    modelo: str
    fabricante: str


class Pop(Schema):
    """A point of presence."""

    id_pop: int
    nome: str
    equipamentos: list[Equipamento]


class InterfaceDaZona(Schema):
    """An interface of a zone."""

    id_interface_conexao: int
    nome: str
    descricao: str | None
    tipo: str
    equipamento_conexao: EquipamentoDaZona


class Zona(Schema):
    """A service zone."""

    id_zona_atendimento: int
    nome: str
    descricao: str | None
    interfaces: list[InterfaceDaZona]


class RespostaDeEquipamentos(Schema):
    """`GET rede/equipamento`."""

    status: Literal["success"]
    msg: str
    equipamentos: list[Equipamento]


class RespostaDePops(Schema):
    """`GET rede/pop`."""

    status: Literal["success"]
    msg: str
    pops: list[Pop]


class RespostaDeZonas(Schema):
    """`GET rede/zona_atendimento`."""

    status: Literal["success"]
    msg: str
    zonas_atendimento: list[Zona]
