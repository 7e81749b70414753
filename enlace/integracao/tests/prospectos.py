"""Prospects of the demonstration, registered and found over HTTP."""

from typing import Any

from enlace.integracao import openapi
from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

ROTA = "/api/v1/integracao/prospecto"
NOVO: dict[str, Any] = openapi.exemplo("25-prospecto-novo")["corpo"]
_TABELAS = ("prospecto", "prospecto_servico", "endereco", "bairro", "cliente", "auditoria_registro")


def contagens(banco: Banco) -> dict[str, int]:
    return {tabela: (banco.execute(f"select count(*) from {tabela}").fetchone() or (0,))[0] for tabela in _TABELAS}


def cadastrar(api: Api, **mudancas: object) -> dict[str, Any]:
    resposta = api.pedir("POST", ROTA, json={**NOVO, **mudancas})
    assert resposta.status_code == 200
    return dict(resposta.json())


def achados(api: Api, **params: str) -> list[int]:
    resposta = api.consultar("prospecto", **params).json()
    assert resposta["status"] == "success"
    return [prospecto["id_prospecto"] for prospecto in resposta["prospectos"]]
