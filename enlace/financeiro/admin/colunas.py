"""Columns that show the number of another row without reading it."""

from typing import Protocol

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class _DeFatura(Protocol):
    fatura_id: int | None


class _DeServico(Protocol):
    cliente_servico_id: int


@admin.display(description=_("fatura"))
def numero_da_fatura(linha: _DeFatura) -> str:
    """The bill's number; none for what waits for a bill."""
    return "-" if linha.fatura_id is None else str(linha.fatura_id)


@admin.display(description=_("serviço"))
def codigo_do_servico(linha: _DeServico) -> str:
    """The service's code."""
    return str(linha.cliente_servico_id)
