"""The body of a request of the API, whatever it is labelled: a JSON object or a form, as one dictionary.

The documented `curl -d '{…}'` sends JSON that calls itself a form, the documented PHP and jQuery examples send real forms.
So a body that begins as JSON is JSON, and the label decides about the rest.
"""

import json
import math
import re
from collections.abc import Iterable
from io import BytesIO
from typing import NoReturn
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from enlace.core.errors import RuleRefused
from enlace.integracao.formulario import FormularioInvalido, montar

# A mark of the server's (`projeto/corpo.py`): the end of this body was not announced, so only what says by itself where it ends may
# be believed: JSON and multipart do, other forms do not.
SEM_TAMANHO = "enlace.corpo_sem_tamanho"
# The contract nests three levels. Python's own bound is higher, but what comes after us recurses too.
_MAIOR_PROFUNDIDADE = 32
# No text of PostgreSQL holds a NUL, and half of a surrogate pair has no UTF-8.
_IMPOSSIVEL = re.compile("[\x00\ud800-\udfff]")


class CorpoInvalido(RuleRefused):
    """The body cannot be read as an object or a form; the sentence says what is wrong with it."""

    mensagem = "O corpo da requisição não pôde ser lido."


class CorpoGrandeDemais(CorpoInvalido):
    """The body is larger than the server takes (`DATA_UPLOAD_MAX_MEMORY_SIZE`): 413 in HTTP's words."""

    mensagem = "O corpo da requisição é grande demais."


def ler_corpo(request: HttpRequest) -> dict[str, object]:
    """The fields of the body: of a JSON object any JSON values, of a form texts. Raises CorpoInvalido, and nothing else.

    Refused are bodies that two readers would understand differently (keys that repeat, numbers beyond JSON) and texts that cannot
    be kept (invalid UTF-8, NUL, half surrogates).
    """
    texto = _texto(request)
    if texto.lstrip().startswith(("{", "[")):
        return ler_json(texto)
    if request.content_type == "multipart/form-data":
        return _montar(_multipart(request, texto))
    if request.content_type == "application/x-www-form-urlencoded":
        if request.META.get(SEM_TAMANHO):
            raise CorpoInvalido("Um formulário deve dizer seu tamanho (Content-Length).")
        return _montar(_formulario(texto))
    return ler_json(texto)


def _texto(request: HttpRequest) -> str:
    try:
        bruto = request.body
    except RequestDataTooBig as erro:
        raise CorpoGrandeDemais from erro
    except UnreadablePostError as erro:
        raise CorpoInvalido from erro
    try:
        # Programs for Windows begin their JSON with a byte order mark.
        texto = bruto.decode("utf-8-sig")
    except UnicodeDecodeError as erro:
        raise CorpoInvalido("O corpo da requisição deve estar em UTF-8.") from erro
    if not texto.strip():
        raise CorpoInvalido("O corpo da requisição está vazio.")
    return texto


def ler_json(texto: str) -> dict[str, object]:
    """A JSON object, under the rules of `ler_corpo`: what a body may be, or a text inside one. Raises CorpoInvalido."""
    try:
        valor = json.loads(texto, object_pairs_hook=_sem_repetir, parse_constant=_recusar_numero, parse_float=_finito)
    except (ValueError, RecursionError) as erro:
        raise CorpoInvalido("O corpo da requisição não é um JSON válido.") from erro
    if not isinstance(valor, dict):
        raise CorpoInvalido("O corpo da requisição deve ser um objeto JSON.")
    _conferir(valor)
    return valor


def _montar(pares: list[tuple[str, str]]) -> dict[str, object]:
    try:
        campos = montar(pares)
    except FormularioInvalido as erro:
        raise CorpoInvalido("O corpo da requisição repete um campo.") from erro
    if any(_IMPOSSIVEL.search(texto) for par in pares for texto in par):
        raise CorpoInvalido("O corpo da requisição contém caracteres que não são aceitos.")
    return campos


def _formulario(texto: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            texto.strip(), keep_blank_values=True, errors="strict", max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        )
    except ValueError as erro:
        raise CorpoInvalido("O formulário enviado não é válido.") from erro


def _multipart(request: HttpRequest, texto: str) -> list[tuple[str, str]]:
    if not texto.rstrip().endswith("--"):
        # The last boundary is missing: Django would take what arrived of a cut body for the whole.
        raise CorpoInvalido("O formulário enviado não é válido.")
    try:
        # Not `request.POST`: Django fills it on POST only (the contract has PUT too), in whatever charset the label names.
        campos, _arquivos = MultiPartParser(request.META, BytesIO(request.body), request.upload_handlers, "utf-8").parse()
    except RequestDataTooBig as erro:
        raise CorpoGrandeDemais from erro
    except (MultiPartParserError, SuspiciousOperation) as erro:
        raise CorpoInvalido("O formulário enviado não é válido.") from erro
    return [(chave, str(valor)) for chave, valores in campos.lists() for valor in valores]


def _sem_repetir(pares: Iterable[tuple[str, object]]) -> dict[str, object]:
    campos: dict[str, object] = {}
    for chave, valor in pares:
        if chave in campos:
            raise CorpoInvalido("O corpo da requisição repete um campo.")
        campos[chave] = valor
    _conferir_textos(campos)
    return campos


def _conferir_textos(campos: dict[str, object]) -> None:
    if any(_IMPOSSIVEL.search(texto) for texto in (*campos, *campos.values()) if isinstance(texto, str)):
        raise CorpoInvalido("O corpo da requisição contém caracteres que não são aceitos.")


def _conferir(valor: dict[str, object]) -> None:
    """Bound the depth, level by level instead of by recursion, and look into the texts of lists (those of objects were seen)."""
    nivel: list[object] = [valor]
    for _profundidade in range(_MAIOR_PROFUNDIDADE):
        nivel = [filho for item in nivel for filho in _filhos(item)]
        if any(isinstance(filho, str) and _IMPOSSIVEL.search(filho) for filho in nivel):
            raise CorpoInvalido("O corpo da requisição contém caracteres que não são aceitos.")
        if not nivel:
            return
    raise CorpoInvalido("O corpo da requisição tem níveis demais.")


def _filhos(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()


def _finito(texto: str) -> float:
    numero = float(texto)
    if not math.isfinite(numero):
        _recusar_numero(texto)
    return numero


def _recusar_numero(_texto: str) -> NoReturn:
    # NaN, Infinity and 1e999 are Python's, not JSON's.
    raise CorpoInvalido("O corpo da requisição contém um número que não é aceito.")
