"""The tables: messages and attempts, the ways out, the customers' devices, the texts."""

from enlace.mensagens.models.dispositivo import Dispositivo
from enlace.mensagens.models.mensagem import Canal, Estado, Mensagem, MensagemAnexo, MensagemTentativa
from enlace.mensagens.models.modelo import ModeloMensagem
from enlace.mensagens.models.vias import ConfiguracaoPush, GatewaySms, ServidorEmail, ViaDeEnvio

__all__ = [
    "Canal",
    "ConfiguracaoPush",
    "Dispositivo",
    "Estado",
    "GatewaySms",
    "Mensagem",
    "MensagemAnexo",
    "MensagemTentativa",
    "ModeloMensagem",
    "ServidorEmail",
    "ViaDeEnvio",
]
