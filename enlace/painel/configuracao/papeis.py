"""Roles: what each lets people do, in words, and how many have it. They are edited in the reference tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.contas import alcada
from enlace.painel.acesso import pagina


@dataclass(frozen=True)
class Papel:
    """A role as the page shows it: `poderes` are tables with what may be done with each."""

    grupo: Group
    pessoas: int
    poderes: list[tuple[str, list[str]]]


@pagina("contas.view_usuario")
def lista(request: HttpRequest) -> HttpResponse:
    """All roles."""
    grupos = (
        Group.objects.order_by("name")
        .prefetch_related(Prefetch("permissions", Permission.objects.select_related("content_type")))
        .annotate(pessoas=Count("user", filter=Q(user__is_active=True)))
    )
    papeis = [Papel(grupo, grupo.pessoas, _em_palavras(grupo.permissions.all())) for grupo in grupos]
    return render(request, "painel/configuracao/papeis.html", {"papeis": papeis})


def _em_palavras(permissoes: Iterable[Permission]) -> list[tuple[str, list[str]]]:
    """What the permissions let do, table by table."""
    ditas = sorted(alcada.em_palavras(permissao) for permissao in permissoes)
    return [(tabela, [poder for _tabela, poder in grupo]) for tabela, grupo in groupby(ditas, key=lambda dita: dita[0])]
