"""The service, its extras and the alerts."""

from enlace.servicos.models.alerta import Alerta
from enlace.servicos.models.desbloqueio import DesbloqueioConfianca
from enlace.servicos.models.extras import (
    ClienteServicoContrato,
    ClienteServicoPacote,
    ClienteServicoSenha,
    Contrato,
)
from enlace.servicos.models.pausa import Pausa
from enlace.servicos.models.servico import ClienteServico, GrupoServico, MotivoCancelamento, ServicoStatus
from enlace.servicos.models.suspensao import Suspensao

__all__ = [
    "Alerta",
    "ClienteServico",
    "ClienteServicoContrato",
    "ClienteServicoPacote",
    "ClienteServicoSenha",
    "Contrato",
    "DesbloqueioConfianca",
    "GrupoServico",
    "MotivoCancelamento",
    "Pausa",
    "ServicoStatus",
    "Suspensao",
]
