"""Which technicians go, and that none of them is in two places at once."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from psycopg.types.range import TimestamptzRange

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


def escalar(ordem: OrdemServico, tecnicos: Sequence[Usuario]) -> None:
    """Put exactly these technicians on an order that is stored. Refused: `TecnicoInvalido`, `TecnicoOcupado`."""
    for tecnico in tecnicos:
        if not (tecnico.is_active and tecnico.tecnico):
            raise TecnicoInvalido(tecnico.nome)
    dispensar(ordem)
    reserva = _reserva(ordem)
    # In the order of their keys: of two orders with the same two technicians neither waits for the other in a ring.
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


def dispensar(ordem: OrdemServico) -> None:
    """Take everybody off an order."""
    OrdemServicoTecnico.objects.filter(ordem_servico=ordem).delete()


def escalados(ordem: OrdemServico) -> list[int]:
    """The keys of the technicians of an order."""
    return list(OrdemServicoTecnico.objects.filter(ordem_servico=ordem).order_by("usuario").values_list("usuario", flat=True))


def _reserva(ordem: OrdemServico) -> "TimestamptzRange":
    """What the database computes for the order's own column, by which the two are tied."""
    if ordem.status != OrdemServico.Status.PENDENTE:
        return TimestamptzRange(empty=True)
    return TimestamptzRange(ordem.data_inicio_programado, ordem.data_termino_programado)
