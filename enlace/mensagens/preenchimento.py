"""Texts with places to be filled in: `{nome}`, and nothing else.

Not a template language: whoever edits a text reaches the values that the message was given, and no object behind them. Values are
filled in once; what looks like a place inside a value stays as it is.

One rule more: a line that has places, all of whose values are empty, is left out. So a bill without Pix has no line about Pix.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from enlace.core.errors import RuleRefused

_LUGAR: Final = re.compile(r"\{([a-z0-9_]+)\}")


class ModeloRecusado(RuleRefused):
    """A text has a place that nothing fills, or a brace that is no place. The sentence names it."""


def lugares(texto: str) -> set[str]:
    """The names of the places of a text."""
    return set(_LUGAR.findall(texto))


def conferir(texto: str, permitidos: Collection[str]) -> None:
    """Raise ModeloRecusado unless every brace of the text belongs to a place with one of the names."""
    desconhecidos = sorted(lugares(texto) - set(permitidos))
    if desconhecidos:
        campos = ", ".join(f"{{{nome}}}" for nome in sorted(permitidos))
        raise ModeloRecusado(f"O campo {{{desconhecidos[0]}}} não existe aqui. Os que existem: {campos}.")
    resto = _LUGAR.sub("", texto)
    if "{" in resto or "}" in resto:
        raise ModeloRecusado("Há uma chave, { ou }, que não faz parte de um campo. Um campo se escreve assim: {cliente_nome}.")


def preencher(texto: str, valores: Mapping[str, str], *, escapar: Callable[[str], str] = str) -> str:
    """The text with its places filled in, each value passed through `escapar`. A place without a value is empty."""
    linhas = [linha for linha in texto.split("\n") if _fica(linha, valores)]
    return _LUGAR.sub(lambda lugar: escapar(valores.get(lugar[1], "")), "\n".join(linhas))


def _fica(linha: str, valores: Mapping[str, str]) -> bool:
    nomes = lugares(linha)
    return not nomes or any(valores.get(nome) for nome in nomes)
