"""What the lists of sessions and of accesses have in common: rows that tell of a service and of a concentrator."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PaginadorDeTabelaGrande, SomenteLeitura
from enlace.radius.models import Nas

_M = TypeVar("_M", bound=models.Model)


class DeUmConcentrador(SomenteLeitura[_M]):
    """A large table of what concentrators said, with the names of customer, plan and equipment."""

    # The parameter of the list's own filter.
    filtro = ""
    paginator = PaginadorDeTabelaGrande
    sortable_by = ()
    relacionados = ("cliente_servico__cliente", "cliente_servico__plano")

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[_M]":
        """Each row with the name of the equipment whose packets it tells of."""
        nomes = Nas.objects.filter(endereco=OuterRef("nas_origem")).order_by().values("equipamento__nome")
        return super().get_queryset(request).annotate(nome_nas=Subquery(nomes))  # type: ignore[return-value]  # the annotation's own type

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Only the list's own filter, and a service's rows: whose an address was is not for a list to say."""
        return lookup in {self.filtro, "cliente_servico", "cliente_servico__exact"}

    @admin.display(description=_("serviço"))
    def servico(self, linha: Any) -> str:  # noqa: ANN401 - a row of either
        """The customer and the plan."""
        return f"{linha.cliente_servico.cliente}, {linha.cliente_servico}" if linha.cliente_servico else "-"

    @admin.display(description=_("concentrador"))
    def concentrador(self, linha: Any) -> str:  # noqa: ANN401 - a row of either
        """The equipment's name; the address of one that is not registered, or not any more."""
        return str(linha.nome_nas or linha.nas_origem or getattr(linha, "nasipaddress", "-"))
