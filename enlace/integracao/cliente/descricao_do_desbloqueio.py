"""What the interactive documentation says of the body of 4.4, and the shape of its answer."""

from typing import Literal

from enlace.integracao.esquema import Documento
from enlace.integracao.openapi import Json, corpo

_INTEIRO: Json = {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+$"}]}
DESBLOQUEIO = corpo(
    "07-cliente-desbloqueio-confianca",
    {
        "id_cliente_servico": {**_INTEIRO, "description": "Código do serviço do cliente, suspenso por débito"},
        "dias_desbloqueio": {
            **_INTEIRO,
            "default": 1,
            "description": "Por quantos dias depois de hoje; até quantos, a regra do painel diz",
        },
    },
    obrigatorios=["id_cliente_servico"],
)


class RespostaDoDesbloqueio(Documento):
    """`POST cliente/desbloqueio_confianca`."""

    status: Literal["success"]
    msg: str
