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

from enlace.integracao.cliente.busca import BUSCAS, ORDENS, SENTIDOS
from enlace.integracao.cliente.colunas import RELACOES
from enlace.integracao.cliente.consulta import LIMITE_MAXIMO, LIMITE_PADRAO

Json: TypeAlias = dict[str, Any]  # a piece of an OpenAPI document: as free as JSON is

EXEMPLOS = Path(__file__).parent / "exemplos"
SIM_NAO = ("sim", "nao")


@cache
def exemplo(nome: str) -> Json:
    """One documented example: `rota`, `consulta`, `corpo`, `http`, `resposta`."""
    return dict(json.loads((EXEMPLOS / f"{nome}.json").read_text()))


def _parametro(nome: str, descricao: str, esquema: Json, *, obrigatorio: bool = False, valor: str | None = None) -> Json:
    parametro: Json = {"name": nome, "in": "query", "description": descricao, "required": obrigatorio, "schema": esquema}
    return {**parametro, "example": valor} if valor else parametro


def _opcoes(valores: Sequence[str], *, padrao: str | None = None) -> Json:
    return {"type": "string", "enum": list(valores), **({"default": padrao} if padrao else {})}


_CANCELADO = _parametro("cancelado", "Trazer também os serviços cancelados", _opcoes(SIM_NAO, padrao="nao"))
_ORDEM = [
    _parametro("order_by", "Campo da ordenação", _opcoes(list(ORDENS), padrao="data_cadastro")),
    _parametro("order_type", "Sentido da ordenação", _opcoes(SENTIDOS, padrao="asc")),
]
_DATA: Json = {"type": "string", "format": "date"}

CLIENTE_CONSULTA: Json = {
    "parameters": [
        _parametro("busca", "Por onde procurar", _opcoes(list(BUSCAS)), obrigatorio=True, valor="nome_razaosocial"),
        _parametro("termo_busca", "O que procurar", {"type": "string"}, obrigatorio=True, valor="guilherme"),
        _parametro(
            "limit",
            f"Quantos clientes: de 1 a {LIMITE_MAXIMO}",
            {"type": "integer", "minimum": 1, "maximum": LIMITE_MAXIMO, "default": LIMITE_PADRAO},
        ),
        _CANCELADO,
        _parametro("ultima_conexao", "Trazer a última conexão de cada serviço", _opcoes(SIM_NAO, padrao="nao")),
        _parametro("incluir_contrato", "Trazer os contratos de cada serviço", _opcoes(SIM_NAO, padrao="nao")),
        *_ORDEM,
    ]
}
CLIENTE_ALL: Json = {
    "parameters": [
        _parametro("data_inicio", "Cadastrados a partir deste dia", _DATA),
        _parametro("data_fim", "Cadastrados até este dia (maior ou igual a data_inicio)", _DATA),
        _CANCELADO,
        _parametro("codigo_pacote", "Só clientes com um pacote deste código", {"type": "string"}),
        _parametro(
            "relacoes",
            f"Só estas relações, separadas por vírgula: {', '.join(RELACOES)}. Sem o parâmetro, as do exemplo",
            {"type": "string"},
        ),
        _parametro("limit", "Quantos clientes, no máximo (sem o parâmetro, todos)", {"type": "integer", "minimum": 1}),
        _parametro("offset", "Quantos clientes pular", {"type": "integer", "minimum": 0}),
        *_ORDEM,
    ]
}
TOKEN: Json = {
    "requestBody": {
        "required": True,
        "content": {
            tipo: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_id", "client_secret"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["password", "refresh_token"]},
                        "client_id": {"type": ["string", "integer"]},
                        "client_secret": {"type": "string"},
                        "username": {"type": "string", "description": "E-mail do usuário (grant password)"},
                        "password": {"type": "string", "description": "Senha do usuário (grant password)"},
                        "refresh_token": {"type": "string", "description": "Grant refresh_token"},
                    },
                },
                "example": exemplo("01-oauth-token")["corpo"],
            }
            for tipo in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
        },
    }
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
