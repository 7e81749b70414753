"""What the interactive documentation says of each route: parameters with limits and defaults, the documented example, errors.

The sentences are ours; the parameters, limits, defaults and examples are those of the contract. The examples are data of the
published documentation (`exemplos/`), the same that the contract tests send.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAlias

from enlace.integracao.idempotencia import CABECALHO, MAIOR_CHAVE

Json: TypeAlias = dict[str, Any]  # a piece of an OpenAPI document: as free as JSON is

EXEMPLOS = Path(__file__).parent / "exemplos"
SIM_NAO = ("sim", "nao")
TIPOS_DE_CORPO = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
DATA: Json = {"type": "string", "format": "date"}


@cache
def exemplo(nome: str) -> Json:
    """One documented example: `rota`, `consulta`, `corpo`, `http`, `resposta`."""
    return dict(json.loads((EXEMPLOS / f"{nome}.json").read_text()))


def parametro(nome: str, descricao: str, esquema: Json, *, obrigatorio: bool = False, valor: str | None = None) -> Json:
    """One parameter of the query string."""
    descrito: Json = {"name": nome, "in": "query", "description": descricao, "required": obrigatorio, "schema": esquema}
    return {**descrito, "example": valor} if valor else descrito


def opcoes(valores: Sequence[str], *, padrao: str | None = None) -> Json:
    """One of a list."""
    return {"type": "string", "enum": list(valores), **({"default": padrao} if padrao else {})}


def corpo(exemplo_de: str, propriedades: Json, *, obrigatorios: Sequence[str]) -> Json:
    """A body: its fields, and the documented one as its example. JSON or a form (nested names as PHP writes them)."""
    esquema = {"type": "object", "required": list(obrigatorios), "properties": propriedades}
    return {
        "requestBody": {
            "required": True,
            "content": {tipo: {"schema": esquema, "example": exemplo(exemplo_de)["corpo"]} for tipo in TIPOS_DE_CORPO},
        }
    }


IDEMPOTENCIA: Json = {
    "parameters": [
        {
            "name": CABECALHO,
            "in": "header",
            "required": False,
            "description": (
                "Texto seu, único para este pedido: repetido com ele nas próximas 24 horas, o pedido recebe a mesma resposta, sem "
                "ser feito de novo"
            ),
            "schema": {"type": "string", "minLength": 1, "maxLength": MAIOR_CHAVE},
        }
    ]
}


_DESCRICOES = {
    200: "Atendido ou recusado: veja `status` no corpo",
    400: "Pedido de token incompleto ou de tipo desconhecido",
    401: "Sem token, ou token inválido, vencido ou revogado",
    403: "O cliente da API não tem a permissão deste grupo de rotas",
    413: "Corpo grande demais",
    429: "Requisições demais: tente de novo depois de `Retry-After` segundos",
    500: "Falha nossa: informe o `req_id` ao suporte",
}


_RECUSA: Json = {"status": "error", "msg": "Favor preencher o atributo (busca)"}
_ERROS: dict[int, Json] = {
    401: {"status": "error", "msg": "Token ausente, inválido ou expirado. Autentique-se novamente.", "message": "Unauthenticated."},
    403: {"status": "error", "msg": "O Usuário não possui a permissão desejada!"},
    429: {"status": "error", "msg": "Já há consultas de todos os clientes em andamento. Tente novamente em instantes."},
    500: {"status": "error", "msg": "Ocorreu uma exceção no sistema, contate o suporte", "req_id": "req_0123456789abcdef"},
}


def com_exemplo(extra: Json, nome: str, *, respostas: Iterable[int]) -> Json:
    """The same description with the documented answer as its example, and each status in words."""
    descritas: dict[int, Json] = {status: {"description": _DESCRICOES[status]} for status in respostas}
    exemplos: Json = {
        "documentado": {"summary": "O exemplo da documentação (sem as chaves mais novas)", "value": exemplo(nome)["resposta"]}
    }
    if HTTPStatus.FORBIDDEN in descritas:
        exemplos["recusa"] = {"summary": "Uma recusa", "value": _RECUSA}
    descritas[200]["content"] = {"application/json": {"examples": exemplos}}
    for status, corpo in _ERROS.items():
        if status in descritas and HTTPStatus.FORBIDDEN in descritas:
            descritas[status]["content"] = {"application/json": {"example": corpo}}
    return {**extra, "responses": descritas}
