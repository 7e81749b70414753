"""Every answer of every test against the published OpenAPI document."""

import re
from typing import Any

import jsonschema
import requests


class Esquema:
    """The document and its check."""

    def __init__(self, documento: dict[str, Any]) -> None:
        self.documento = documento

    def conferir(self, metodo: str, rota: str, resposta: requests.Response) -> None:
        """Fail when the answer has another shape than the document promises for its status."""
        operacao = self._caminho(rota.rstrip("/")).get(metodo.lower())
        if operacao is None or not resposta.content:
            return
        prometidas = operacao["responses"]
        assert str(resposta.status_code) in prometidas, f"{metodo} {rota}: {resposta.status_code} não está no documento"
        esquema = prometidas[str(resposta.status_code)]["content"]["application/json"]["schema"]
        jsonschema.validate(resposta.json(), {**esquema, "components": self.documento["components"]})

    def _caminho(self, rota: str) -> dict[str, Any]:
        """The entry of a route, or of the one whose keys (`{id_atendimento}`) it fills."""
        caminhos: dict[str, dict[str, Any]] = self.documento["paths"]
        com_chaves = (
            entrada for molde, entrada in caminhos.items() if "{" in molde and re.fullmatch(re.sub(r"{\w+}", "[^/]+", molde), rota)
        )
        return caminhos.get(rota) or next(com_chaves, {})
