"""The page of what was asked of concentrators: why a customer came back, or did not."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PaginadorDeTabelaGrande, SomenteLeitura, codigo_digitado
from enlace.radius.models import PedidoAoNas
from enlace.servicos.models import ClienteServico


@admin.register(PedidoAoNas)
class PedidoAoNasAdmin(SomenteLeitura[PedidoAoNas]):
    """Disconnections and changes of speed, newest first; found by the service's login or code."""

    list_display = ("quando", "servico", "tipo", "origem", "concentrador", "resultado")
    list_filter = ("nas",)
    sortable_by = ()
    search_fields = ("login__exact",)
    search_help_text = _("Login ou código do serviço")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente_servico__cliente", "cliente_servico__plano", "nas__equipamento")
    fieldsets = (
        (None, {"fields": ("quando", ("tipo", "origem"), "cliente_servico", ("login", "acctsessionid"))}),
        (_("Como terminou"), {"fields": (("concentrador", "envios"), ("resultado", "causa"), "explicacao")}),
    )
    readonly_fields = ("concentrador", "explicacao")

    def has_view_permission(self, request: HttpRequest, obj: PedidoAoNas | None = None) -> bool:
        """Who may see these and services: a row says of somebody when they were connected, and where."""
        return super().has_view_permission(request, obj) and request.user.has_perm("servicos.view_clienteservico")

    def procurar(self, linhas: "models.QuerySet[PedidoAoNas]", termo: str) -> "models.QuerySet[Any]":
        """Those of the services that have, or had, a login, however it is spelt, and of the one with this code."""
        do_login = ClienteServico.objects.alias(minusculo=Lower("login")).filter(minusculo=termo.lower()).order_by()
        achados = Q(cliente_servico__in=list(do_login.values_list("pk", flat=True)))
        if (codigo := codigo_digitado(termo)) is not None:
            achados |= Q(cliente_servico=codigo)
        return linhas.filter(achados)

    @admin.display(description=_("serviço"))
    def servico(self, pedido: PedidoAoNas) -> str:
        """The customer and the plan; the login that was nobody's."""
        return f"{pedido.cliente_servico.cliente}, {pedido.cliente_servico}" if pedido.cliente_servico else pedido.login

    @admin.display(description=_("concentrador"))
    def concentrador(self, pedido: PedidoAoNas) -> str:
        """Its name; the address of one that is not registered, or not any more."""
        return str(pedido.nas.equipamento) if pedido.nas else pedido.endereco_nas

    @admin.display(description=_("o que houve"))
    def explicacao(self, pedido: PedidoAoNas) -> str:
        """What happened and what to check."""
        return pedido.explicacao
