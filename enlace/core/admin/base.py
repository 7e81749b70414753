"""The base of every admin page of Enlace."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin as DjangoModelAdmin
from django.contrib.admin import ShowFacets
from django.contrib.admin import TabularInline as DjangoTabularInline
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import BaseModelAdmin
from django.db import models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from unfold.admin import ModelAdmin as UnfoldModelAdmin
from unfold.admin import TabularInline as UnfoldTabularInline
from unfold.decorators import action

from enlace.core.admin import remocao
from enlace.core.admin.segredo import OCULTO, CampoDeSegredo, FormularioComSegredos
from enlace.core.admin.trilha import SiteComTrilha
from enlace.core.errors import RuleRefused
from enlace.core.segredos import SEGREDOS

_M = TypeVar("_M", bound=models.Model)
_F = TypeVar("_F", bound=models.Model)
_Acao = TypeVar("_Acao", bound=Callable[..., object])

if TYPE_CHECKING:
    # Unfold's classes are Django's with another look, but have neither types nor a subscript.
    class _BaseDeCampos(BaseModelAdmin[Any]): ...

    class _ModelAdmin(DjangoModelAdmin[_M]): ...

    class _TabularInline(DjangoTabularInline[_F, _M]): ...

else:
    _BaseDeCampos = object

    class _ModelAdmin(UnfoldModelAdmin, Generic[_M]):
        pass

    class _TabularInline(UnfoldTabularInline, Generic[_F, _M]):
        pass


class _Campos(_BaseDeCampos):
    """How the fields of a page and of its inlines are shown."""

    # Columns that may be set, but are never sent to a browser.
    campos_secretos: Sequence[str] = ()

    @property
    def readonly_preprocess_fields(self) -> dict[str, Callable[[str], str]]:
        """What Unfold does to a field that it writes as text, for those who may not change it: a secret is covered."""
        return dict.fromkeys(self.campos_secretos, self._ocultar)

    def _ocultar(self, texto: str) -> str:
        vazio = self.get_empty_value_display()
        return vazio if texto == vazio else OCULTO

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Field | None:  # noqa: ANN401 - Django's own options
        """A secret gets an entry that does not carry it; everything else is Django's."""
        if db_field.name in self.campos_secretos:
            return CampoDeSegredo(
                label=capfirst(str(db_field.verbose_name)), max_length=db_field.max_length, pode_apagar=db_field.blank
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> "models.QuerySet[Any] | None":  # noqa: ANN401 - Django's RelatedField has no public type
        """The rows to choose from, as their own page reads them: with the relations that their names need."""
        try:
            return self.admin_site.get_model_admin(db_field.remote_field.model).get_queryset(request)
        except NotRegistered:
            return super().get_field_queryset(db, db_field, request)


class Inline(_Campos, _TabularInline[_F, _M]):
    """Rows that belong to the row of the page, one line each."""

    form = FormularioComSegredos
    extra = 0
    show_change_link = False


class PainelModelAdmin(_Campos, _ModelAdmin[_M]):
    """A page of the panel over one table: every change made through it is recorded by the site, in its transaction."""

    # Relations that the name of a row needs (`__str__`), read with it in lists, searches and forms.
    relacionados: Sequence[str] = ()
    form: "type[ModelForm[Any]]" = FormularioComSegredos
    show_full_result_count = False
    # Counting the rows of each choice of each filter would read a large table many times.
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    warn_unsaved_form = True
    # Labels above their fields: beside them there is no room for two in a line.
    compressed_fields = False

    @property
    def trilha(self) -> SiteComTrilha:
        """The site, as that which records."""
        return cast("SiteComTrilha", self.admin_site)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[_M]":
        """All rows, with `relacionados`."""
        linhas = super().get_queryset(request)
        return linhas.select_related(*self.relacionados) if self.relacionados else linhas

    def get_search_results(
        self, request: HttpRequest, queryset: "models.QuerySet[Any]", search_term: str
    ) -> "tuple[models.QuerySet[_M], bool]":
        """What `procurar` finds, else Django's search by `search_fields`."""
        termo = search_term.strip()
        achadas = self.procurar(queryset, termo) if termo else None
        return super().get_search_results(request, queryset, termo) if achadas is None else (achadas, False)

    def procurar(self, linhas: "models.QuerySet[_M]", termo: str) -> "models.QuerySet[_M] | None":  # noqa: ARG002 - for those who redefine it
        """The rows that a term (never empty) means; for tables that must be searched by an index. None: not redefined."""
        return None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nothing that asks for a secret: by `?senha__startswith=` a list tells it letter by letter. The rest is Django's."""
        if not SEGREDOS.union(self.campos_secretos).isdisjoint(lookup.split(LOOKUP_SEP)):
            return False
        return super().lookup_allowed(lookup, value, request)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - Django's own signature
        """A rule that says no is told to the person; nothing was changed then."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleRefused as recusa:
            messages.error(request, str(recusa))
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: _M, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save the row and record it."""
        antes = _como_esta(obj) if change else None
        super().save_model(request, obj, form, change)
        if antes is None:
            self.trilha.registrar_inclusao(request, _como_esta(obj))
        else:
            self.trilha.registrar_alteracao(request, antes, _como_esta(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save what hangs on the row, and record the links to other rows that changed."""
        antes = _ligacoes(form)
        super().save_related(request, form, formsets, change)
        depois = _ligacoes(form)
        if antes != depois:
            self.trilha.registrar_acao(request, "alterar", form.instance, antes=antes, depois=depois)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save the rows of an inline and record each that changed."""
        antes = {linha.pk: linha for linha in _guardadas(formset)}
        for ficha in formset.deleted_forms:
            if ficha.instance.pk in antes:
                self.trilha.registrar_remocao(request, antes[ficha.instance.pk])
        super().save_formset(request, form, formset, change)
        for nova in formset.new_objects:
            self.trilha.registrar_inclusao(request, _como_esta(nova))
        for mudada, _campos in formset.changed_objects:
            self.trilha.registrar_alteracao(request, antes[mudada.pk], _como_esta(mudada))

    def delete_model(self, request: HttpRequest, obj: _M) -> None:
        """Delete the row; it and those that go with it are recorded."""
        for linha in remocao.alcancados(obj):
            self.trilha.registrar_remocao(request, linha)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> None:
        """Delete the rows chosen in the list, one by one: each leaves its record."""
        with transaction.atomic():
            for linha in queryset:
                self.delete_model(request, linha)

    def get_deleted_objects(
        self, objs: "Sequence[_M] | models.QuerySet[_M]", request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What the page of confirmation shows; Django's own reads everything that depends on the row, a million addresses too."""
        previsto = remocao.prever(objs, request, self.admin_site)
        return previsto.vao_junto, previsto.contagem, previsto.sem_permissao, previsto.impedem

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 - Django's own signature
        """The history of a row is what the site recorded of it."""
        return HttpResponseRedirect(self.trilha.endereco_da_trilha(self.model, object_id))

    # Django's own journal would hold the same once more, without the values.
    def log_addition(self, request: HttpRequest, obj: _M, message: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Nothing: `save_model` has recorded it."""

    def log_change(self, request: HttpRequest, obj: _M, message: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Nothing: `save_model` has recorded it."""

    def log_deletions(self, request: HttpRequest, queryset: "Iterable[_M]") -> None:  # type: ignore[override]
        """Nothing: `delete_model` records it."""


class SomenteLeitura(PainelModelAdmin[_M]):
    """A page of a table that nobody edits here."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False


def acao_na_ficha(*, descricao: object, caminho: str, permissoes: Sequence[str], icone: str) -> Callable[[_Acao], _Acao]:
    """A link at the top of a row's page: `caminho` under its address, for those who have `permissoes` (Unfold's `action`).

    A permission is the `x` of a method `has_x_permission` of the page, never `app.x`: that one Unfold looks up in the database when
    the system checks itself, which is before the first migration.
    """
    return cast(
        "Callable[[_Acao], _Acao]", action(description=descricao, url_path=caminho, permissions=list(permissoes), icon=icone)
    )


def _como_esta(objeto: _M) -> _M:
    """The row as it is stored: a form may hold an empty text where the table holds null.

    Locked, so that what is recorded as "before" is what is overwritten.
    """
    return type(objeto)._base_manager.select_for_update(of=("self",)).get(pk=objeto.pk)


def _guardadas(formset: Any) -> "models.QuerySet[Any]":  # noqa: ANN401 - Django's formsets of any model
    chaves = [ficha.instance.pk for ficha in formset.initial_forms]
    return cast("models.QuerySet[Any]", formset.model._base_manager.select_for_update(of=("self",)).filter(pk__in=chaves))


def _ligacoes(form: Any) -> dict[str, object]:  # noqa: ANN401 - a form of any model
    """The keys of the linked rows, for each many-to-many field that the form changed."""
    nomes = [campo.name for campo in form.instance._meta.many_to_many if campo.name in form.changed_data]
    return {nome: sorted(getattr(form.instance, nome).values_list("pk", flat=True)) for nome in nomes}
