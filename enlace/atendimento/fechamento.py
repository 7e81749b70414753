"""The end of a ticket, its reopening, and what the customer thought of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from enlace.atendimento.mensagens import anotar
from enlace.atendimento.models import Atendimento, AtendimentoMensagem, AtendimentoStatus, MotivoFechamento
from enlace.atendimento.travamento import travar, travar_aberto
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused

_MAIOR_NOTA = 10
_DO_FECHAMENTO = (
    "data_fechamento",
    "usuario_fechamento",
    "status_fechamento",
    "motivo_fechamento",
    "descricao_fechamento",
    "status",
)


class AtendimentoAberto(RuleRefused):
    """Only what is closed can be reopened or rated."""

    def __init__(self, protocolo: str) -> None:
        super().__init__(f"O atendimento {protocolo} está aberto.")


class NotaInvalida(RuleRefused):
    """A rating is from 0 to 10."""

    mensagem = "A avaliação vai de 0 a 10."


@dataclass(frozen=True, kw_only=True)
class Desfecho:
    """How a ticket ended."""

    descricao: str
    concluido: bool = True
    motivo: MotivoFechamento | None = None


def fechar(id_atendimento: int, desfecho: Desfecho, *, autor: Autor, agora: datetime) -> Atendimento:
    """Close an open ticket. One that is concluded becomes `resolvido`.

    Refused: `AtendimentoDesconhecido`, `AtendimentoFechado` (also to the second of two that close at once).
    """
    resultados = Atendimento.StatusFechamento
    with transaction.atomic():
        atendimento = travar_aberto(id_atendimento)
        antes = retrato(atendimento)
        # Registers brought from elsewhere may begin in the future by a clock that was wrong.
        atendimento.data_fechamento = max(agora, atendimento.data_cadastro)
        atendimento.usuario_fechamento_id = autor.usuario
        atendimento.status_fechamento = resultados.CONCLUIDO if desfecho.concluido else resultados.NAO_CONCLUIDO
        atendimento.motivo_fechamento = desfecho.motivo
        atendimento.descricao_fechamento = desfecho.descricao.strip() or None
        if desfecho.concluido:
            atendimento.status = AtendimentoStatus.objects.get(prefixo=AtendimentoStatus.RESOLVIDO)
        atendimento.save(update_fields=_DO_FECHAMENTO)
        registrar_mudanca(autor, "fechar", atendimento, antes=antes)
    return atendimento


def reabrir(id_atendimento: int, *, mensagem: str, autor: Autor, agora: datetime) -> Atendimento:
    """Open a closed ticket again: it is pending, and its time limit begins anew. How it had been closed stays among its messages.

    Refused: `AtendimentoDesconhecido`, `AtendimentoAberto`.
    """
    with transaction.atomic():
        atendimento = travar(id_atendimento)
        if atendimento.data_fechamento is None:
            raise AtendimentoAberto(atendimento.protocolo)
        antes = retrato(atendimento)
        texto = f"Reaberto. {mensagem.strip()} Fechamento anterior: {atendimento.descricao_fechamento or 'sem descrição'}"
        atendimento.data_fechamento = atendimento.usuario_fechamento = atendimento.status_fechamento = None
        atendimento.motivo_fechamento = atendimento.descricao_fechamento = None
        atendimento.status = AtendimentoStatus.objects.get(prefixo=AtendimentoStatus.PENDENTE)
        atendimento.data_prazo = atendimento.tipo.prazo_desde(agora)
        atendimento.save(update_fields=[*_DO_FECHAMENTO, "data_prazo"])
        anotar(atendimento, AtendimentoMensagem.Tipo.REABERTURA, " ".join(texto.split()), autor=autor, agora=agora)
        registrar_mudanca(autor, "reabrir", atendimento, antes=antes)
    return atendimento


def avaliar(id_atendimento: int, *, nota: int, comentario: str, autor: Autor) -> Atendimento:
    """Keep what the customer thought of a closed ticket, from 0 to 10; a second rating replaces the first.

    Refused: `AtendimentoDesconhecido`, `AtendimentoAberto`, `NotaInvalida`.
    """
    if not 0 <= nota <= _MAIOR_NOTA:
        raise NotaInvalida
    with transaction.atomic():
        atendimento = travar(id_atendimento)
        if atendimento.data_fechamento is None:
            raise AtendimentoAberto(atendimento.protocolo)
        antes = retrato(atendimento)
        atendimento.avaliacao, atendimento.comentario_avaliacao = nota, comentario.strip() or None
        atendimento.save(update_fields=["avaliacao", "comentario_avaliacao"])
        registrar_mudanca(autor, "avaliar", atendimento, antes=antes)
    return atendimento
