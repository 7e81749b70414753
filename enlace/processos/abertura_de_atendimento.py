"""A ticket that comes in from outside, with a service order when one is asked for.

Steps, in one transaction: 1. the ticket, with its protocol (`atendimento`); 2. the order, out of the ticket (`ordens_servico`).
When the order is refused there is no ticket either: whoever asked is told why and asks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from enlace.atendimento.abertura import NovoAtendimento, abrir_atendimento
from enlace.atendimento.models import Atendimento
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.core.gravacao import exigir
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem_de_novo_atendimento
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico

# A proposal: one hour ahead, one hour long (contract, notes on POST atendimento).
_DAQUI_A = timedelta(hours=1)
_DURACAO = timedelta(hours=1)
Horario = tuple[datetime | None, datetime | None]
A_COMBINAR: Final[Horario] = (None, None)


@dataclass(frozen=True, kw_only=True)
class OrdemPedida:
    """The order to open with a ticket: of the type ABERTURA VIA API without `tipo`, waiting for its date unless `agendada`.

    It says what the ticket says unless `descricao` says more. `horario`, from when until when, is the contract's proposal unless it
    is told; `A_COMBINAR` proposes none.
    """

    tipo: TipoOrdemServico | None = None
    agendada: bool = False
    tecnicos: Sequence[Usuario] = ()
    descricao: str = ""
    horario: Horario | None = None


def abrir(
    novo: NovoAtendimento, *, ordem: OrdemPedida | None, autor: Autor, agora: datetime
) -> tuple[Atendimento, OrdemServico | None]:
    """Open the ticket and, when `ordem` says so, its service order. Refused: whatever the two verbs refuse."""
    with transaction.atomic(savepoint=False):
        atendimento = abrir_atendimento(novo, autor=autor, agora=agora)
        if ordem is None:
            return atendimento, None
        inicio, termino = ordem.horario or (agora + _DAQUI_A, agora + _DAQUI_A + _DURACAO)
        nova = NovaOrdem(
            servico=novo.servico,
            tipo=ordem.tipo or exigir(TipoOrdemServico, TipoOrdemServico.ABERTURA_VIA_API, por="prefixo"),
            descricao=ordem.descricao or novo.descricao,
            inicio=inicio,
            termino=termino,
            agendada=ordem.agendada,
            tecnicos=ordem.tecnicos,
            atendimento=atendimento,
        )
        return atendimento, abrir_ordem_de_novo_atendimento(nova, autor=autor, agora=agora)
