"""The shape of chapter 9's answers, for OpenAPI."""

from typing import Literal

from enlace.integracao.esquema import Documento


class Equipamento(Documento):
    """An equipment."""

    id_equipamento: int
    nome: str
    ipv4: str | None
    ipv6: str | None
    modelo: str
    fabricante: str


class EquipamentoDaZona(Documento):
    """An equipment as a zone shows it: without its key."""

    nome: str
    ipv4: str | None
    ipv6: str | None
    modelo: str
    fabricante: str


class Pop(Documento):
    """A point of presence."""

    id_pop: int
    nome: str
    equipamentos: list[Equipamento]


class InterfaceDaZona(Documento):
    """An interface of a zone."""

    id_interface_conexao: int
    nome: str
    descricao: str | None
    tipo: str
    equipamento_conexao: EquipamentoDaZona


class Zona(Documento):
    """A service zone."""

    id_zona_atendimento: int
    nome: str
    descricao: str | None
    interfaces: list[InterfaceDaZona]


class RespostaDeEquipamentos(Documento):
    """`GET rede/equipamento`."""

    status: Literal["success"]
    msg: str
    equipamentos: list[Equipamento]


class RespostaDePops(Documento):
    """`GET rede/pop`."""

    status: Literal["success"]
    msg: str
    pops: list[Pop]


class RespostaDeZonas(Documento):
    """`GET rede/zona_atendimento`."""

    status: Literal["success"]
    msg: str
    zonas_atendimento: list[Zona]
