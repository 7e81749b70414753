"""Finding a ticket by what a person has at hand."""

from typing import Any, Final

from django.db import models

from enlace.atendimento.models import Atendimento
from enlace.core.admin import codigo_digitado
from enlace.servicos.models import ClienteServico

# Nobody pages further through one customer's tickets.
_MAIS_ACHADOS: Final = 1_000


def chaves_de(termo: str) -> list[int]:
    """The keys of the ticket with this protocol and of those of the customer with this code, newest first, each way by its index.

    Read first: as a subquery they would be one more relation to join, and the last.
    """
    return list(_chaves(termo)[:_MAIS_ACHADOS])


def _chaves(termo: str) -> "models.QuerySet[Any, Any]":
    chaves = Atendimento.objects.order_by().values_list("pk", flat=True)
    achados = chaves.filter(protocolo=termo)
    if (codigo := codigo_digitado(termo)) is not None:
        servicos = ClienteServico.objects.filter(cliente__codigo_cliente=codigo).order_by().values("pk")
        achados = achados.union(chaves.filter(cliente_servico__in=servicos))
    return achados.order_by("-pk")
