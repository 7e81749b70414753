"""What is said in a ticket."""

from datetime import datetime

from django.db import transaction

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.atendimento.travamento import AtendimentoDesconhecido
from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.core.errors import RuleRefused


class MensagemVazia(RuleRefused):
    """A comment says something."""

    mensagem = "Escreva a mensagem."


def comentar(id_atendimento: int, *, mensagem: str, autor: Autor, agora: datetime) -> AtendimentoMensagem:
    """Add a comment; to a closed ticket too: what came up later belongs to it.

    Refused: `AtendimentoDesconhecido`, `MensagemVazia`.
    """
    if not mensagem.strip():
        raise MensagemVazia
    with transaction.atomic():
        atendimento = Atendimento.objects.filter(pk=id_atendimento).only("pk").first()
        if atendimento is None:
            raise AtendimentoDesconhecido
        comentario = anotar(atendimento, AtendimentoMensagem.Tipo.COMENTARIO, mensagem.strip(), autor=autor, agora=agora)
        registrar_inclusao(autor, "comentar", comentario)
    return comentario


def anotar(atendimento: Atendimento, tipo: str, mensagem: str, *, autor: Autor, agora: datetime) -> AtendimentoMensagem:
    """Write a message of one kind, as part of another verb's work."""
    return AtendimentoMensagem.objects.create(
        atendimento=atendimento, tipo=tipo, usuario_id=autor.usuario, mensagem=mensagem, data_cadastro=agora
    )
