"""Cities as people write them."""

import re
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, Value

from enlace.core.db import SemAcento
from enlace.core.errors import RuleRefused
from enlace.enderecos.models import Bairro, Cidade

# "Divinópolis/MG", "Divinópolis - MG", "Divinópolis, mg" or the name alone.
_ESCRITA: Final = re.compile(r"^(?P<nome>.+?)(?:\s*[/,(-]\s*(?P<uf>[A-Za-z]{2})\)?)?$")


class CidadeDesconhecida(RuleRefused):
    """No city is called that."""

    mensagem = "Não há cidade com esse nome. Escreva como Divinópolis/MG."


class CidadeDeVariosEstados(RuleRefused):
    """Several cities are called that."""

    def __init__(self, cidades: list[Cidade]) -> None:
        estados = ", ".join(sorted(cidade.estado_id for cidade in cidades))
        super().__init__(f"Há cidades com esse nome em {estados}. Escreva como {cidades[0]}.")


def cidade_escrita(texto: str) -> Cidade:
    """The city that somebody wrote, accents and case ignored, with its state where the name alone does not say which.

    Refused: `CidadeDesconhecida`, `CidadeDeVariosEstados`.
    """
    lido = _ESCRITA.match(" ".join(texto.split()))
    if lido is None:
        raise CidadeDesconhecida
    cidades = list(_do_nome(lido["nome"]).filter(**({"estado": lido["uf"].upper()} if lido["uf"] else {})).order_by("pk")[:5])
    if not cidades:
        raise CidadeDesconhecida
    if len(cidades) > 1:
        raise CidadeDeVariosEstados(cidades)
    return cidades[0]


def cidades_com_enderecos(quantas: int) -> "QuerySet[Cidade]":
    """The cities in which the provider knows some neighbourhood, by name: what people are likely to write."""
    return Cidade.objects.filter(Exists(Bairro.objects.filter(cidade=OuterRef("pk")))).order_by("nome", "pk")[:quantas]


def _do_nome(nome: str) -> "QuerySet[Cidade]":
    return Cidade.objects.alias(busca=SemAcento("nome")).filter(busca=SemAcento(Value(nome)))
