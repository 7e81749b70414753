"""The work itself: begun, done, or called off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.escala import exigir_escalado
from enlace.ordens_servico.models import OrdemServico
from enlace.ordens_servico.travamento import travar_aberta, travar_por_iniciar

_DO_FIM = ("status", "status_fechamento", "usuario_fechamento", "descricao_fechamento", "data_termino_executado")


class OrdemPorAgendar(RuleRefused):
    """Work begins at an agreed time."""

    def __init__(self, ordem: OrdemServico) -> None:
        super().__init__(f"A ordem de serviço {ordem.numero_ordem_servico} ainda não foi agendada.")


class OrdemPorIniciar(RuleRefused):
    """Nobody has been there."""

    def __init__(self, ordem: OrdemServico) -> None:
        super().__init__(f"A ordem de serviço {ordem.numero_ordem_servico} ainda não foi iniciada.")


@dataclass(frozen=True, kw_only=True)
class Resultado:
    """How the work ended."""

    descricao: str
    concluido: bool = True


def iniciar(id_ordem: int, *, autor: Autor, agora: datetime) -> OrdemServico:
    """Note that the technicians have begun.

    Refused: `OrdemDesconhecida`, `OrdemEncerrada`, `OrdemJaIniciada`, `OrdemPorAgendar`.
    """
    with transaction.atomic():
        ordem = travar_por_iniciar(id_ordem)
        if ordem.status != OrdemServico.Status.PENDENTE:
            raise OrdemPorAgendar(ordem)
        antes = retrato(ordem)
        ordem.data_inicio_executado = agora
        ordem.save(update_fields=["data_inicio_executado"])
        registrar_mudanca(autor, "iniciar", ordem, antes=antes)
    return ordem


def iniciar_a_sua(id_ordem: int, *, autor: Autor, agora: datetime) -> OrdemServico:
    """The same by one who may work on his own orders only. Refused besides: `NaoEscalado`."""
    with transaction.atomic():
        # Locked first: who is taken off the order at this instant is either gone before or still on it when the work begins.
        travar_aberta(id_ordem)
        exigir_escalado(id_ordem, autor.usuario)
        return iniciar(id_ordem, autor=autor, agora=agora)


def finalizar(id_ordem: int, resultado: Resultado, *, autor: Autor, agora: datetime) -> OrdemServico:
    """Note that the work has ended, and how. Refused: `OrdemDesconhecida`, `OrdemEncerrada`, `OrdemPorIniciar`."""
    with transaction.atomic():
        ordem = travar_aberta(id_ordem)
        if ordem.data_inicio_executado is None:
            raise OrdemPorIniciar(ordem)
        antes = retrato(ordem)
        ordem.data_termino_executado = max(agora, ordem.data_inicio_executado)
        _terminar(ordem, resultado, autor)
        registrar_mudanca(autor, "finalizar", ordem, antes=antes)
    return ordem


def finalizar_a_sua(id_ordem: int, resultado: Resultado, *, autor: Autor, agora: datetime) -> OrdemServico:
    """The same by one who may work on his own orders only. Refused besides: `NaoEscalado`."""
    with transaction.atomic():
        travar_aberta(id_ordem)
        exigir_escalado(id_ordem, autor.usuario)
        return finalizar(id_ordem, resultado, autor=autor, agora=agora)


def cancelar(id_ordem: int, *, motivo: str, autor: Autor) -> OrdemServico:
    """Call an open order off; its technicians' time is free. Refused: `OrdemDesconhecida`, `OrdemEncerrada`."""
    with transaction.atomic():
        ordem = travar_aberta(id_ordem)
        antes = retrato(ordem)
        ordem.status = OrdemServico.Status.CANCELADO
        ordem.usuario_fechamento_id = autor.usuario
        ordem.descricao_fechamento = motivo.strip() or None
        ordem.save(update_fields=_DO_FIM)
        registrar_mudanca(autor, "cancelar", ordem, antes=antes)
    return ordem


def encerrar_as_do_atendimento(id_atendimento: int, resultado: Resultado, *, autor: Autor, agora: datetime) -> int:
    """Finish the open orders of a ticket, begun or not, because the ticket ended; how many there were.

    One that had been begun ends now; one that had not keeps its times of execution empty, as documentation 3.2 has it.
    """
    with transaction.atomic():
        abertas = OrdemServico.objects.select_for_update(no_key=True).filter(
            atendimento=id_atendimento, status__in=OrdemServico.ABERTAS
        )
        for ordem in (encerradas := list(abertas.order_by("pk"))):
            antes = retrato(ordem)
            if ordem.data_inicio_executado is not None:
                ordem.data_termino_executado = max(agora, ordem.data_inicio_executado)
            _terminar(ordem, resultado, autor)
            registrar_mudanca(autor, "finalizar", ordem, antes=antes)
    return len(encerradas)


def _terminar(ordem: OrdemServico, resultado: Resultado, autor: Autor) -> None:
    resultados = OrdemServico.StatusFechamento
    ordem.status = OrdemServico.Status.FINALIZADO
    ordem.status_fechamento = resultados.CONCLUIDO if resultado.concluido else resultados.NAO_CONCLUIDO
    ordem.usuario_fechamento_id = autor.usuario
    ordem.descricao_fechamento = resultado.descricao.strip() or None
    ordem.save(update_fields=_DO_FIM)
