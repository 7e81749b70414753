"""Tickets of the demonstration, opened and edited over HTTP."""

from typing import Any

import psycopg

from enlace.integracao import openapi
from tests.demonstracao import Api

ROTA = "/api/v1/integracao/atendimento"
NOVO: dict[str, Any] = openapi.exemplo("02-atendimento-novo")["corpo"]
_TABELAS = ("atendimento", "ordem_servico", "ordem_servico_tecnico", "auditoria_registro")

Banco = psycopg.Connection[tuple[Any, ...]]


def contagens(banco: Banco) -> dict[str, int]:
    return {tabela: (banco.execute(f"select count(*) from {tabela}").fetchone() or (0,))[0] for tabela in _TABELAS}


def abrir(api: Api, **mudancas: object) -> dict[str, Any]:
    resposta = api.pedir("POST", ROTA, json={**NOVO, **mudancas})
    assert resposta.status_code == 200
    return dict(resposta.json())


def editar(api: Api, chave: object, **corpo: object) -> dict[str, Any]:
    resposta = api.pedir("PUT", f"{ROTA}/{chave}", json=corpo)
    assert resposta.status_code == 200
    return dict(resposta.json())
