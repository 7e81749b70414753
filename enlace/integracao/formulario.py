"""The nested names of forms: `servico[valor]=100` is the `valor` of an object `servico`, `ids[]=7` an item of a list.

So PHP (`http_build_query`) and jQuery write objects and lists into forms, as the documented examples of both do (documentation 10).
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

_ANINHADO = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")
_MAIOR_PROFUNDIDADE = 32

_Ramo: TypeAlias = "dict[str, str | _Ramo]"


class FormularioInvalido(ValueError):  # noqa: N818 - a refusal in waiting, named as its kin
    """One name is used in two ways, twice, or is nested too deeply."""


def montar(pares: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The fields of a form as a JSON body would have brought them, all values texts. Raises FormularioInvalido."""
    raiz: _Ramo = {}
    for nome, valor in pares:
        *caminho, ultimo = _passos(nome)
        ramo = raiz
        for passo in caminho:
            seguinte = ramo.setdefault(_chave(passo, ramo), {})
            if isinstance(seguinte, str):
                raise FormularioInvalido(nome)
            ramo = seguinte
        chave = _chave(ultimo, ramo)
        if chave in ramo:
            raise FormularioInvalido(nome)
        ramo[chave] = valor
    return {nome: _valor(filho) for nome, filho in raiz.items()}


def _passos(nome: str) -> list[str]:
    partes = _ANINHADO.fullmatch(nome)
    if partes is None:
        return [nome]
    passos = [partes[1], *partes[2][1:-1].split("][")]
    if len(passos) > _MAIOR_PROFUNDIDADE:
        raise FormularioInvalido(nome)
    return passos


def _chave(passo: str, ramo: _Ramo) -> str:
    """`[]` is the next place of the list; the fields themselves have names."""
    return passo or str(len(ramo))


def _valor(ramo: "str | _Ramo") -> object:
    if isinstance(ramo, str):
        return ramo
    filhos = {nome: _valor(filho) for nome, filho in ramo.items()}
    # As PHP has it: numbered from zero, in order, is a list.
    return list(filhos.values()) if list(filhos) == [str(indice) for indice in range(len(filhos))] else filhos
