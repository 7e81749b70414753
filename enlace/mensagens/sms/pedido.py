"""The request that asks a gateway for an SMS: its templates, checked when they are saved and filled in when one is sent.

Places: {telefone} {texto} {id} {remetente}, and the secrets {usuario} {senha} {token} {basico} (user and password as HTTP's Basic
wants them). The secrets have columns of their own, which nobody is shown; so a template that holds one itself is refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from re import _constants, _parser  # type: ignore[attr-defined]  # the one parser of this language; typeshed has it not
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ValidationError

from enlace.core.segredos import parece_segredo
from enlace.mensagens.preenchimento import ModeloRecusado, conferir, lugares

LUGARES: Final = frozenset({"telefone", "texto", "id", "remetente", "usuario", "senha", "token", "basico"})
_SECRETOS: Final = frozenset({"senha", "token", "basico"})
_NOME_DE_CABECALHO: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
# Said by the body and the connection themselves.
_NOSSOS: Final = frozenset({"host", "content-length", "content-type", "transfer-encoding", "connection"})
_PROFUNDIDADE: Final = 6
# A step of a parsed expression: what it does and with what. A possessive repetition never goes back, so its ways do not multiply.
_PASSO: Final = 2
_REPETICOES: Final = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def conferir_url(valor: str) -> None:
    """Refuse what is not an address of a web server with places only behind its name."""
    try:
        partes = urlsplit(valor)
        _ = partes.port
    except ValueError:
        raise ValidationError("Informe um endereço que comece com https:// ou http://.") from None
    if partes.scheme not in {"http", "https"} or not partes.hostname or re.search(r"[\s\x00-\x1f\x7f]", valor):
        raise ValidationError("Informe um endereço que comece com https:// ou http://.")
    if "@" in partes.netloc or "{" in partes.netloc or partes.fragment:
        raise ValidationError("O servidor vai sem usuário, sem campos e sem #.")
    _conferir_texto(valor)
    for nome, parte in parse_qsl(partes.query, keep_blank_values=True):
        _conferir_segredo(nome, parte)


def conferir_cabecalhos(valor: object) -> None:
    """Refuse what is not a flat object of texts, and headers that are not for the provider to set."""
    if not isinstance(valor, Mapping):
        raise ValidationError('Informe um objeto JSON, como {"Accept": "application/json"}.')
    for nome, texto in valor.items():
        if not isinstance(texto, str) or not _NOME_DE_CABECALHO.fullmatch(nome) or re.search(r"[\x00-\x1f\x7f]", texto):
            raise ValidationError("Cada cabeçalho tem um nome e um texto de uma linha.")
        if nome.lower() in _NOSSOS:
            raise ValidationError(f"O cabeçalho {nome} é posto pelo sistema.")
        _conferir_texto(texto)
        _conferir_segredo(nome, texto)


def conferir_corpo(valor: object) -> None:
    """Refuse what is not an object, and places that nothing fills."""
    if not isinstance(valor, Mapping):
        raise ValidationError('Informe um objeto JSON, como {"para": "{telefone}", "mensagem": "{texto}"}.')
    for nome, texto in _textos(valor):
        _conferir_texto(texto)
        _conferir_segredo(nome, texto)


def conferir_padrao(valor: str) -> None:
    """Refuse what is not a regular expression, and one that an answer could keep a worker busy with for years."""
    try:
        re.compile(valor)
        arvore = _parser.parse(valor)
    except (re.error, RecursionError, OverflowError):
        raise ValidationError("Não é uma expressão regular.") from None
    if _repete_escolhas(arvore, repetida=False):
        raise ValidationError("Uma repetição dentro de outra, ou de alternativas, pode não terminar nunca.")


def preencher_corpo(valor: object, preencher: Callable[[str], str]) -> object:
    """The same value with every text in it filled in; the names of its keys are nobody's to fill."""
    if isinstance(valor, str):
        return preencher(valor)
    if isinstance(valor, Mapping):
        return {chave: preencher_corpo(item, preencher) for chave, item in valor.items()}
    if isinstance(valor, list):
        return [preencher_corpo(item, preencher) for item in valor]
    return valor


def _repete_escolhas(parte: object, *, repetida: bool) -> bool:
    """Whether something that may match in several ways stands inside a repetition: the ways multiply with each turn."""
    if isinstance(parte, tuple) and len(parte) == _PASSO and parte[0] in _REPETICOES:
        minimo, maximo, dentro = parte[1]
        return (repetida and minimo != maximo) or _repete_escolhas(dentro, repetida=repetida or maximo > 1)
    if isinstance(parte, tuple) and parte and parte[0] is _constants.BRANCH and repetida:
        return True
    if isinstance(parte, tuple | list | _parser.SubPattern):
        return any(_repete_escolhas(filha, repetida=repetida) for filha in parte)
    return False


def _textos(valor: object, nome: str = "", fundo: int = 0) -> Iterator[tuple[str, str]]:
    """Each text and the key under which it stands."""
    if fundo > _PROFUNDIDADE:
        raise ValidationError("O corpo tem níveis demais.")
    if isinstance(valor, str):
        yield nome, valor
    elif isinstance(valor, Mapping):
        for chave, item in valor.items():
            yield from _textos(item, str(chave), fundo + 1)
    elif isinstance(valor, list):
        for item in valor:
            yield from _textos(item, nome, fundo + 1)


def _conferir_texto(texto: str) -> None:
    try:
        conferir(texto, LUGARES)
    except ModeloRecusado as recusa:
        raise ValidationError(str(recusa)) from None


def _conferir_segredo(nome: str, texto: str) -> None:
    if parece_segredo(nome.replace("-", "_")) and texto and not lugares(texto) & _SECRETOS:
        raise ValidationError(f"{nome}: o segredo vai no campo próprio; aqui, {{senha}}, {{token}} ou {{basico}}.")
