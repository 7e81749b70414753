"""The shape of chapter 7's answers, for OpenAPI."""

from typing import Literal

from enlace.integracao.esquema import Documento


class RespostaDaLigacao(Documento):
    """`POST pbx/ligacao/notificar` and `POST pbx/ligacao/cancelar`."""

    status: Literal["success"]
    msg: str
