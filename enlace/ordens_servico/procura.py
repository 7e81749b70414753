"""Finding an order by what a person has at hand."""

from typing import Any, Final

from django.db import models

from enlace.atendimento.models import Atendimento
from enlace.core.admin import codigo_digitado
from enlace.ordens_servico.models import OrdemServico
from enlace.servicos.models import ClienteServico

# Nobody pages further through one customer's orders.
_MAIS_ACHADAS: Final = 1_000


def chaves_de(termo: str) -> list[int]:
    """The keys of the order with this number, of those of the ticket with this protocol and of the customer with this code.

    The newest first, each way by its index. Read first: as a subquery they would be one more relation to join, and the last.
    """
    return list(_chaves(termo)[:_MAIS_ACHADAS])


def _chaves(termo: str) -> "models.QuerySet[Any, Any]":
    chaves = OrdemServico.objects.order_by().values_list("pk", flat=True)
    achadas = chaves.filter(atendimento__in=Atendimento.objects.filter(protocolo=termo).order_by().values("pk"))
    if (codigo := codigo_digitado(termo)) is not None:
        servicos = ClienteServico.objects.filter(cliente__codigo_cliente=codigo).order_by().values("pk")
        achadas = achadas.union(chaves.filter(numero_ordem_servico=codigo), chaves.filter(cliente_servico__in=servicos))
    return achadas.order_by("-pk")
