"""The list of users."""

from typing import Any, Final

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.painel.celulas import ha_quanto, link, selo
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio


class FiltroDeUsuarios(Filtro):
    """By name, e-mail or extension; by role; those that were switched off."""

    termo = forms.CharField(label=gettext_lazy("Nome, e-mail ou ramal"), max_length=100)
    papel = forms.ModelChoiceField(Group.objects.order_by("name"), label=gettext_lazy("Papel"), empty_label=gettext_lazy("Todos"))
    situacao = forms.ChoiceField(
        label=gettext_lazy("Situação"), choices=[("", gettext_lazy("Ativos")), ("inativos", gettext_lazy("Desativados"))]
    )


def _linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Usuario]":
    linhas = Usuario.objects.prefetch_related("groups", "setores").filter(is_active=filtro["situacao"] != "inativos")
    if termo := filtro["termo"]:
        linhas = linhas.filter(Q(nome__icontains=termo) | Q(email__icontains=termo) | Q(ramal=termo))
    return linhas.filter(groups=filtro["papel"]) if filtro["papel"] else linhas


def _papeis(usuario: Usuario) -> SafeString | str:
    if usuario.is_superuser:
        return selo(_("Pode tudo"), "atencao")
    if not usuario.is_staff:
        return selo(_("Só pela API"), "neutro")
    return ", ".join(papel.name for papel in usuario.groups.all()) or _("nenhum papel")


LISTA: Final = Lista[Usuario](
    titulo=gettext_lazy("Usuários"),
    arquivo="usuarios",
    linhas=_linhas,
    colunas=(
        Coluna(
            titulo=gettext_lazy("Nome"),
            valor=lambda u: link(u.nome, reverse("painel:configuracao:usuario", args=[u.pk])),
            csv=lambda u: u.nome,
            ordem=("nome",),
            principal=True,
        ),
        Coluna(titulo=gettext_lazy("E-mail"), valor=lambda u: u.email, ordem=("email",)),
        Coluna(titulo=gettext_lazy("Papéis"), valor=_papeis),
        Coluna(titulo=gettext_lazy("Setores"), valor=lambda u: ", ".join(map(str, u.setores.all())) or "—"),
        Coluna(titulo=gettext_lazy("Ramal"), valor=lambda u: u.ramal or "—"),
        Coluna(titulo=gettext_lazy("Técnico"), valor=lambda u: _("sim") if u.tecnico else "—"),
        Coluna(
            titulo=gettext_lazy("Entrou por último"),
            valor=lambda u: ha_quanto(u.last_login, agora=agora()) if u.last_login else _("nunca"),
            csv=lambda u: u.last_login,
            ordem=("last_login",),
        ),
    ),
    ordem=("nome", "pk"),
    filtro=FiltroDeUsuarios,
    modelo="painel/configuracao/usuarios.html",
    vazio=Vazio(titulo=gettext_lazy("Ninguém com isso")),
)
