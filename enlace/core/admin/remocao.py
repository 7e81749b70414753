"""What a deletion takes along and what forbids it, found without reading a large table whole."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector
from django.http import HttpRequest

# A city may have a million addresses: so many examples are enough to say why it stays.
EXEMPLOS: Final = 10


@dataclass
class Remocao:
    """The four things that Django's page of confirmation asks for."""

    vao_junto: list[str] = field(default_factory=list)
    contagem: dict[str, int] = field(default_factory=dict)
    sem_permissao: set[str] = field(default_factory=set)
    impedem: list[str] = field(default_factory=list)


def prever(objetos: Iterable[models.Model], request: HttpRequest, site: AdminSite) -> Remocao:
    """What deleting these rows means, as far as their own relations reach (nothing here cascades twice)."""
    remocao = Remocao()
    for objeto in objetos:
        _contar(remocao, objeto)
        _conferir_permissao(remocao, objeto, request, site)
        for relacao in _relacoes(objeto):
            dependentes = relacao.related_model._base_manager.filter(**{relacao.field.name: objeto})
            if relacao.on_delete is models.CASCADE:
                for dependente in dependentes:
                    _contar(remocao, dependente)
                    _conferir_permissao(remocao, dependente, request, site)
            elif relacao.on_delete in {models.PROTECT, models.RESTRICT, models.DO_NOTHING}:
                remocao.impedem += [_nome(dependente) for dependente in dependentes[:EXEMPLOS]]
    return remocao


def alcancados(objeto: models.Model) -> list[models.Model]:
    """The row and those that are deleted with it, for the record. Raises ProtectedError like the deletion itself."""
    coletor = Collector(using=DEFAULT_DB_ALIAS, origin=objeto)
    coletor.collect([objeto])
    juntos = [linha for linhas in coletor.data.values() for linha in linhas]
    juntos += [linha for consulta in coletor.fast_deletes for linha in consulta]
    return [linha for linha in juntos if not linha._meta.auto_created]


def _relacoes(objeto: models.Model) -> list[Any]:  # Any: Django's relation objects have no common documented type
    campos = objeto._meta.get_fields(include_hidden=True)
    return [c for c in campos if isinstance(c, models.ManyToOneRel) and not c.related_model._meta.auto_created]


def _contar(remocao: Remocao, objeto: models.Model) -> None:
    remocao.vao_junto.append(_nome(objeto))
    plural = str(objeto._meta.verbose_name_plural)
    remocao.contagem[plural] = remocao.contagem.get(plural, 0) + 1


def _conferir_permissao(remocao: Remocao, objeto: models.Model, request: HttpRequest, site: AdminSite) -> None:
    if site.is_registered(type(objeto)):
        permitido = site.get_model_admin(type(objeto)).has_delete_permission(request, objeto)
    else:
        permitido = request.user.has_perm(f"{objeto._meta.app_label}.delete_{objeto._meta.model_name}")
    if not permitido:
        remocao.sem_permissao.add(str(objeto._meta.verbose_name))


def _nome(objeto: models.Model) -> str:
    nome = str(objeto._meta.verbose_name)
    return f"{nome[:1].upper()}{nome[1:]}: {objeto}"
