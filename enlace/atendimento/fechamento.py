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
_DA_REABERTURA = ("data_inicio_prazo", "data_prazo", "avaliacao", "comentario_avaliacao")
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


class MotivoInativo(RuleRefused):
    """The provider has put this reason aside."""

    mensagem = "O motivo de fechamento informado não está em uso."


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
    """Close an open ticket; how stays among its messages too. One that is concluded becomes `resolvido`.

    Its service orders stay as they are: `processos/edicao_de_atendimento.py` ends those with it.
    Refused: `AtendimentoDesconhecido`, `AtendimentoFechado` (also to the second of two that close at once), `MotivoInativo`.
    """
    if desfecho.motivo is not None and not desfecho.motivo.ativo:
        raise MotivoInativo
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
        texto = f"{atendimento.get_status_fechamento_display()}. {desfecho.descricao.strip()}".strip()
        anotar(atendimento, AtendimentoMensagem.Tipo.FECHAMENTO, texto, autor=autor, agora=agora)
        registrar_mudanca(autor, "fechar", atendimento, antes=antes)
    return atendimento


def reabrir(id_atendimento: int, *, mensagem: str, autor: Autor, agora: datetime) -> Atendimento:
    """Open a closed ticket again: it is pending, unrated, and its time limit begins anew.

    Refused: `AtendimentoDesconhecido`, `AtendimentoAberto`.
    """
    with transaction.atomic():
        atendimento = travar(id_atendimento)
        if atendimento.data_fechamento is None:
            raise AtendimentoAberto(atendimento.protocolo)
        antes = retrato(atendimento)
        atendimento.data_fechamento = atendimento.usuario_fechamento = atendimento.status_fechamento = None
        atendimento.motivo_fechamento = atendimento.descricao_fechamento = None
        atendimento.status = AtendimentoStatus.objects.get(prefixo=AtendimentoStatus.PENDENTE)
        atendimento.data_inicio_prazo, atendimento.data_prazo = agora, atendimento.tipo.prazo_desde(agora)
        atendimento.avaliacao = atendimento.comentario_avaliacao = None
        atendimento.save(update_fields=[*_DO_FECHAMENTO, *_DA_REABERTURA])
        texto = f"Reaberto. {mensagem.strip()}".strip()
        anotar(atendimento, AtendimentoMensagem.Tipo.REABERTURA, texto, autor=autor, agora=agora)
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
