"""Whose turn a ticket is: one person's or one department's."""

from datetime import datetime

from django.db import transaction

from enlace.atendimento.mensagens import anotar
from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.atendimento.travamento import travar_aberto
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.contas.models import Setor, Usuario
from enlace.core.errors import RuleRefused


class ResponsavelInativo(RuleRefused):
    """A ticket given to nobody who works would be lost."""

    mensagem = "O usuário ou setor escolhido está inativo."


def atribuir(atendimento: Atendimento, responsavel: Usuario | Setor) -> None:
    """Write into an unsaved ticket whose turn it is. Refused: `ResponsavelInativo`."""
    if isinstance(responsavel, Setor):
        if not responsavel.ativo:
            raise ResponsavelInativo
        atendimento.destino = Atendimento.Destino.SETOR
        atendimento.usuario_responsavel, atendimento.setor_responsavel = None, responsavel
        return
    if not responsavel.is_active:
        raise ResponsavelInativo
    atendimento.destino = Atendimento.Destino.USUARIO
    atendimento.usuario_responsavel, atendimento.setor_responsavel = responsavel, None


def encaminhar(id_atendimento: int, *, para: Usuario | Setor, mensagem: str, autor: Autor, agora: datetime) -> Atendimento:
    """Give an open ticket to somebody else, with a word why (may be empty); it stays among its messages.

    Refused: `AtendimentoDesconhecido`, `AtendimentoFechado`, `ResponsavelInativo`.
    """
    with transaction.atomic():
        atendimento = travar_aberto(id_atendimento)
        antes = retrato(atendimento)
        atribuir(atendimento, para)
        atendimento.save(update_fields=["destino", "usuario_responsavel", "setor_responsavel"])
        texto = f"Encaminhado para {para}." + (f" {mensagem.strip()}" if mensagem.strip() else "")
        anotar(atendimento, AtendimentoMensagem.Tipo.ENCAMINHAMENTO, texto, autor=autor, agora=agora)
        registrar_mudanca(autor, "encaminhar", atendimento, antes=antes)
    return atendimento
