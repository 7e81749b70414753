"""How far the power of a panel user over other users reaches: nobody gives, or takes over, more than they have themselves.

Without this, whoever may edit users could make themselves superuser, or set the password of somebody who is.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Usuario

_VERBOS = {"view": _("ver"), "add": _("incluir"), "change": _("alterar"), "delete": _("apagar")}


def permissoes_concediveis(quem: Usuario) -> QuerySet[Permission]:
    """The permissions over Enlace's own tables that `quem` has, and so may give."""
    dominios = [app.label for app in apps.get_app_configs() if app.name.startswith("enlace.")]
    nossas = Permission.objects.filter(
        Q(content_type__app_label__in=dominios) | Q(content_type__app_label="auth", content_type__model="group")
    ).select_related("content_type")
    if quem.is_superuser:
        return nossas
    return nossas.filter(pk__in=[p.pk for p in nossas if quem.has_perm(_nome_completo(p))])


def grupos_concediveis(quem: Usuario) -> QuerySet[Group]:
    """The groups that hold nothing that `quem` has not."""
    if quem.is_superuser:
        return Group.objects.all()
    alheias = Permission.objects.exclude(pk__in=permissoes_concediveis(quem).values("pk"))
    return Group.objects.exclude(permissions__in=alheias)


def alcanca_usuario(quem: Usuario, outro: Usuario) -> bool:
    """Whether `quem` has everything that `outro` has, also what `outro` would get back when activated."""
    if quem.is_superuser or quem.pk == outro.pk:
        return True
    if outro.is_superuser:
        return False
    dele = Permission.objects.filter(Q(user=outro) | Q(group__user=outro)).select_related("content_type")
    return all(quem.has_perm(_nome_completo(permissao)) for permissao in dele)


def alcanca_grupo(quem: Usuario, grupo: Group) -> bool:
    """Whether `quem` has everything that the group gives."""
    return quem.is_superuser or grupos_concediveis(quem).filter(pk=grupo.pk).exists()


# Django's classes have their type parameters for the type checker only.
if TYPE_CHECKING:
    _Escolhas = ModelChoiceIterator[Permission]
    _CampoMultiplo = forms.ModelMultipleChoiceField[Permission]
else:
    _Escolhas = ModelChoiceIterator
    _CampoMultiplo = forms.ModelMultipleChoiceField


class _PorTabela(_Escolhas):
    """The choices in one group for each table."""

    def __iter__(self) -> Iterator[Any]:
        linhas = sorted(self.queryset, key=lambda p: (_tabela(p), p.pk))
        for tabela, permissoes in groupby(linhas, key=_tabela):
            yield tabela, [self.choice(permissao) for permissao in permissoes]


class CampoDePermissoes(_CampoMultiplo):
    """Permissions with names in Portuguese; Django keeps English ones ("Can add…") in its table."""

    iterator = _PorTabela

    def label_from_instance(self, obj: Permission) -> str:
        """Name a permission as in `Clientes: incluir`."""
        verbo = _VERBOS.get(obj.codename.partition("_")[0])
        return f"{_tabela(obj)}: {verbo}" if verbo and obj.name.startswith("Can ") else obj.name


def _tabela(permissao: Permission) -> str:
    modelo = permissao.content_type.model_class()
    return str(capfirst(modelo._meta.verbose_name_plural)) if modelo else permissao.content_type.model


def _nome_completo(permissao: Permission) -> str:
    return f"{permissao.content_type.app_label}.{permissao.codename}"
