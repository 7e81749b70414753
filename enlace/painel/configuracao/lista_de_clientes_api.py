"""The list of programs that use the API, with the tokens that each has in force."""

from typing import Any, Final

from django import forms
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oauth2_provider.models import AccessToken

from enlace.contas.models import ClienteApi, GrupoDeRotas
from enlace.core.datas import agora
from enlace.painel.celulas import ha_quanto, link, selo
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio


class FiltroDeClientes(Filtro):
    """By name or identifier."""

    termo = forms.CharField(label=gettext_lazy("Nome ou client_id"), max_length=100)


def _linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[ClienteApi]":
    vivos = AccessToken.objects.filter(application=OuterRef("pk"), expires__gt=agora()).order_by().values("application")
    todos = AccessToken.objects.filter(application=OuterRef("pk")).order_by().values("application")
    linhas: QuerySet[ClienteApi] = ClienteApi.objects.select_related("user").annotate(
        n_tokens=Subquery(vivos.annotate(n=Count("*")).values("n")), entrou=Subquery(todos.annotate(x=Max("created")).values("x"))
    )
    termo = filtro["termo"]
    return linhas.filter(Q(name__icontains=termo) | Q(client_id=termo)) if termo else linhas


def _ativo(cliente: ClienteApi) -> SafeString:
    return selo(_("Ativo"), "bom") if cliente.ativo else selo(_("Desativado"), "neutro")


def _permissoes(cliente: ClienteApi) -> str:
    if set(cliente.permissoes) == set(GrupoDeRotas.values):
        return _("Tudo")
    return ", ".join(str(GrupoDeRotas(valor).label) for valor in cliente.permissoes) or _("Nada")


LISTA: Final = Lista[ClienteApi](
    titulo=gettext_lazy("Clientes da API"),
    arquivo="clientes-da-api",
    linhas=_linhas,
    colunas=(
        Coluna(
            titulo=gettext_lazy("Programa"),
            valor=lambda c: link(c.name or c.client_id, reverse("painel:configuracao:cliente_api", args=[c.pk])),
            csv=lambda c: c.name,
            ordem=("name",),
            principal=True,
        ),
        Coluna(titulo=gettext_lazy("client_id"), valor=lambda c: c.client_id),
        Coluna(titulo=gettext_lazy("Em nome de"), valor=lambda c: c.user or "—"),
        Coluna(titulo=gettext_lazy("Pode"), valor=_permissoes),
        Coluna(titulo=gettext_lazy("Situação"), valor=_ativo),
        Coluna(titulo=gettext_lazy("Tokens em vigor"), valor=lambda c: c.n_tokens or 0, numero=True),
        Coluna(
            titulo=gettext_lazy("Entrou por último"), valor=lambda c: ha_quanto(c.entrou, agora=agora()), csv=lambda c: c.entrou
        ),
    ),
    ordem=("name", "pk"),
    filtro=FiltroDeClientes,
    modelo="painel/configuracao/clientes_api.html",
    vazio=Vazio(
        titulo=gettext_lazy("Nenhum programa usa a API"),
        dica=gettext_lazy("Central do assinante, atendimento automático e telefonia entram pela API, cada um com seu cliente."),
        rotulo=gettext_lazy("Novo cliente da API"),
        endereco=lambda: reverse("painel:configuracao:cliente_api_novo"),
    ),
)
