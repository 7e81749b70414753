"""Which technicians go, and that none of them is in two places at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from psycopg.types.range import TimestamptzRange

from enlace.auditoria.registro import retrato
from enlace.contas.models import Usuario
from enlace.core.db import restricao_violada
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico


class IntervaloInvalido(RuleRefused):
    """A visit begins before it ends."""

    mensagem = "Informe o início e o término da ordem de serviço, o término depois do início."


class TecnicoInvalido(RuleRefused):
    """Only active people who are technicians go."""

    def __init__(self, nome: str) -> None:
        super().__init__(f"{nome} não é um técnico ativo.")


class TecnicoOcupado(RuleRefused):
    """Somebody has another order at that time."""

    mensagem = "Um dos técnicos já tem outra ordem de serviço nesse horário."


class NaoEscalado(RuleRefused):
    """A technician works on his own orders; on others' only who plans them."""

    mensagem = "Você não está escalado nesta ordem de serviço."


def escalar(ordem: OrdemServico, tecnicos: Sequence[Usuario]) -> None:
    """Put exactly these technicians on an order that is stored and has none.

    Refused: `TecnicoInvalido`, `TecnicoOcupado`.
    """
    for tecnico in tecnicos:
        if not (tecnico.is_active and tecnico.tecnico):
            raise TecnicoInvalido(tecnico.nome)
    reserva = _reserva(ordem)
    chaves = sorted({tecnico.pk for tecnico in tecnicos})
    try:
        with transaction.atomic():
            OrdemServicoTecnico.objects.bulk_create(
                OrdemServicoTecnico(ordem_servico=ordem, usuario_id=chave, reserva=reserva) for chave in chaves
            )
    except IntegrityError as erro:
        # Only the database sees everybody's agenda at one instant.
        if restricao_violada(erro) == "tecnico_em_um_lugar_por_vez":
            raise TecnicoOcupado from erro
        raise


def compromissos(
    tecnicos: Iterable[Usuario], *, inicio: datetime, termino: datetime, menos: int | None = None
) -> QuerySet[OrdemServicoTecnico]:
    """What takes time of these technicians between two instants, with order and name; without the order with the key `menos`.

    By the index of `tecnico_em_um_lugar_por_vez`, which has the last word on it.
    """
    reserva = TimestamptzRange(inicio, termino)
    marcados = OrdemServicoTecnico.objects.filter(usuario__in=tecnicos, reserva__overlap=reserva)
    return marcados.exclude(ordem_servico=menos).select_related("usuario", "ordem_servico").order_by("reserva", "usuario")


def exigir_escalado(id_ordem: int, id_usuario: int) -> None:
    """Refused: `NaoEscalado`, to who is not among the technicians of an order."""
    if not OrdemServicoTecnico.objects.filter(ordem_servico=id_ordem, usuario=id_usuario).exists():
        raise NaoEscalado


def dispensar(ordem: OrdemServico) -> None:
    """Take everybody off an order."""
    OrdemServicoTecnico.objects.filter(ordem_servico=ordem).delete()


def travar_agendas(chaves: Iterable[int]) -> None:
    """Lock the agendas of these people until the end of the transaction, in the order of their keys.

    Two orders that swap their technicians would wait for each other's rows at the constraint, in a ring.
    """
    list(Usuario.objects.select_for_update(no_key=True).filter(pk__in=set(chaves)).order_by("pk").values_list("pk"))


def escalados(ordem: OrdemServico) -> list[int]:
    """The keys of the technicians of an order."""
    return list(OrdemServicoTecnico.objects.filter(ordem_servico=ordem).order_by("usuario").values_list("usuario", flat=True))


def retrato_com_escala(ordem: OrdemServico) -> dict[str, object]:
    """What the audit says of an order and of who goes."""
    return {**retrato(ordem), "tecnicos": escalados(ordem)}


def _reserva(ordem: OrdemServico) -> "TimestamptzRange":
    """What the database computes for the order's own column, by which the two are tied."""
    if ordem.status != OrdemServico.Status.PENDENTE:
        return TimestamptzRange(empty=True)
    return TimestamptzRange(ordem.data_inicio_programado, ordem.data_termino_programado)
