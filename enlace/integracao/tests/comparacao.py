"""A documented answer against a given one: keys and their order, JSON types, values."""

from collections.abc import Iterator
from typing import Any

_CHAVES = (
    "id_fatura",
    # Before the customer's: a prospect has that key too, null until it is one.
    "id_prospecto",
    "id_atendimento",
    "id_ordem_servico",
    "id_cliente",
    "id_cliente_servico",
    "id_cidade",
    "id_equipamento",
    "id_pop",
    "id_zona_atendimento",
    "id_interface_conexao",
)


def diferencas(esperado: Any, dado: Any, caminho: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Each place where the given answer is not the documented one: its path and what is wrong."""
    if type(esperado) is not type(dado) and not _ambos_numeros(esperado, dado):
        yield caminho, f"tipo: {esperado!r} na documentação, {dado!r} na resposta"
    elif isinstance(esperado, dict):
        yield from _objeto(esperado, dado, caminho)
    elif isinstance(esperado, list):
        yield from _lista(esperado, dado, caminho)
    elif esperado != dado:
        yield caminho, f"valor: {esperado!r} na documentação, {dado!r} na resposta"


def _objeto(esperado: dict[str, Any], dado: dict[str, Any], caminho: str) -> Iterator[tuple[str, str]]:
    if faltam := [chave for chave in esperado if chave not in dado]:
        yield caminho, f"faltam as chaves {faltam}"
    comuns = [chave for chave in esperado if chave in dado]
    if comuns != [chave for chave in dado if chave in esperado]:
        yield caminho, "ordem das chaves"
    for chave in comuns:
        yield from diferencas(esperado[chave], dado[chave], f"{caminho}.{chave}".lstrip("."))


def _lista(esperado: list[Any], dado: list[Any], caminho: str) -> Iterator[tuple[str, str]]:
    chave = next((c for c in _CHAVES if esperado and isinstance(esperado[0], dict) and c in esperado[0]), None)
    if chave is None:
        if len(esperado) != len(dado):
            yield caminho, f"tamanho: {len(esperado)} na documentação, {len(dado)} na resposta"
        for indice, (um, outro) in enumerate(zip(esperado, dado, strict=False)):
            yield from diferencas(um, outro, f"{caminho}[{indice}]")
        return
    por_chave = {item[chave]: item for item in dado}
    for item in esperado:
        alvo = f"{caminho}[{item[chave]}]"
        if item[chave] in por_chave:
            yield from diferencas(item, por_chave[item[chave]], alvo)
        else:
            yield alvo, "não está na resposta"


def _ambos_numeros(um: object, outro: object) -> bool:
    """JSON has one kind of number."""
    return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in (um, outro))
