"""The page of calls: who was called, from which number, when, and whose it probably was. Read only: exchanges tell of calls."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PaginadorDeTabelaGrande, SomenteLeitura, codigo_digitado
from enlace.core.contatos import telefone_canonico
from enlace.pbx.models import Ligacao


@admin.register(Ligacao)
class LigacaoAdmin(SomenteLeitura[Ligacao]):
    """The calls of ninety days, newest first; found by telephone in any spelling, or by the customer's code."""

    list_display = ("notificada_em", "usuario", "telefone", "cliente", "encerrada_em")
    # Users alone: a list of customers to choose from would be all of them.
    list_filter = (("usuario", admin.RelatedOnlyFieldListFilter),)
    sortable_by = ()
    search_fields = ("telefone__exact",)
    search_help_text = _("Telefone ou código do cliente")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("usuario", "cliente", "atendimento")
    fieldsets = (
        (None, {"fields": (("notificada_em", "encerrada_em"), ("telefone", "cliente"), ("identificada_em", "atendimento"))}),
        (_("Quem foi chamado"), {"fields": ("usuario", ("ramal", "identificador_interno"))}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Ligacao | None = None) -> bool:
        """Who may see calls and customers: a call says who somebody is, where they call from and when."""
        return super().has_view_permission(request, obj) and request.user.has_perm("clientes.view_cliente")

    def procurar(self, linhas: "models.QuerySet[Ligacao]", termo: str) -> "models.QuerySet[Any]":
        """The calls from this telephone, and those of the customer with this code."""
        telefone = telefone_canonico(termo)
        achadas = Q(telefone=telefone) if telefone else Q(pk__in=[])
        if (codigo := codigo_digitado(termo)) is not None:
            achadas |= Q(cliente__codigo_cliente=codigo)
        return linhas.filter(achadas)
