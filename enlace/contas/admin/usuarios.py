"""Pages of users, groups, departments and slowed-down sign-ins."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from enlace.contas import alcada, revogacao, usuarios
from enlace.contas.admin.quem import quem
from enlace.contas.models import FalhaDeAcesso, Setor, Usuario
from enlace.core import datas
from enlace.core.admin import PainelModelAdmin, acao_na_ficha

# Django's class has its type parameter for the type checker only.
if TYPE_CHECKING:
    _UserAdmin = UserAdmin[Usuario]
else:
    _UserAdmin = UserAdmin


class NovoUsuario(UserCreationForm):  # type: ignore[misc]  # unfold has no types
    """Name, e-mail and a password that the validators accept."""

    # Django would offer a user without password; here that is a user who is not active.
    usable_password = None

    class Meta:
        model = Usuario
        fields = ("nome", "email")


@admin.register(Usuario)
class UsuarioAdmin(_UserAdmin, PainelModelAdmin[Usuario]):
    """The provider's people and the identities of programs. Nobody is deleted: what they did would have no author."""

    form = UserChangeForm
    add_form = NovoUsuario
    change_password_form = AdminPasswordChangeForm
    list_display = ("nome", "email", "is_staff", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "tecnico", "setores", "groups")
    search_fields = ("nome", "email", "ramal")
    ordering = ("nome",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "data_cadastro")
    actions_detail = ("trocar_senha",)
    fieldsets = (
        (None, {"fields": ("nome", "email")}),
        (_("Trabalho"), {"fields": ("setores", "tecnico", ("ramal", "identificador_interno"))}),
        (_("Permissões"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Datas"), {"fields": (("last_login", "data_cadastro"),)}),
    )
    add_fieldsets = ((None, {"fields": ("nome", "email", "password1", "password2", "is_staff")}),)

    def has_change_permission(self, request: HttpRequest, obj: Usuario | None = None) -> bool:
        """Only who has everything that the other has."""
        permitido = super().has_change_permission(request, obj)
        return permitido and (obj is None or alcada.alcanca_usuario(quem(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Usuario | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Usuario | None = None) -> tuple[str, ...]:
        """Only a superuser makes another."""
        fixos = (*super().get_readonly_fields(request, obj),)
        return fixos if quem(request).is_superuser else (*fixos, "is_superuser")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Groups and permissions that this person may give."""
        if db_field.name == "setores":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "user_permissions":
            return _campo_de_permissoes(request, _("permissões além das dos grupos"))
        return forms.ModelMultipleChoiceField(
            alcada.grupos_concediveis(quem(request)), label=_("Grupos"), required=False, widget=UnfoldAdminSelect2MultipleWidget()
        )

    def save_model(self, request: HttpRequest, obj: Usuario, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Switched off, a user is out at every door."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            usuarios.desativar_usuario(obj, agora=datas.agora())

    def has_trocar_senha_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """As to change the user; Unfold hands over the key, not the row."""
        usuario = self.get_object(request, str(object_id))
        return usuario is not None and self.has_change_permission(request, usuario)

    @acao_na_ficha(descricao=_("Trocar senha"), caminho="trocar-senha", permissoes=("trocar_senha",), icone="password")
    def trocar_senha(self, request: HttpRequest, object_id: str) -> HttpResponse:  # noqa: ARG002 - Unfold's signature
        """Django's form."""
        return HttpResponseRedirect(reverse("admin:auth_user_password_change", args=[object_id]))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 - Django's own signature
        """Django's form; that the password changed is recorded, and what was opened with the old one is closed."""
        with transaction.atomic():
            antes = self.get_object(request, unquote(id))
            resposta = super().user_change_password(request, id, form_url)
            depois = self.get_object(request, unquote(id))
            if antes and depois and antes.password != depois.password:
                self.trilha.registrar_alteracao(request, antes, depois)
                revogacao.revogar_do_usuario(depois, agora=datas.agora())
        return resposta


# Django registers its own page of groups, which the panel's site does not take.
@admin.register(Group)
class GrupoAdmin(PainelModelAdmin[Group]):
    """Sets of permissions that are given together."""

    list_display = ("name",)
    search_fields = ("name",)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Only who has everything that the group gives."""
        permitido = super().has_change_permission(request, obj)
        return permitido and (obj is None or alcada.alcanca_grupo(quem(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Only who has everything that the group gives."""
        permitido = super().has_delete_permission(request, obj)
        return permitido and (obj is None or alcada.alcanca_grupo(quem(request), obj))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - Django's own signature
        """The permissions that this person may give."""
        return _campo_de_permissoes(request, _("permissões"))


@admin.register(Setor)
class SetorAdmin(PainelModelAdmin[Setor]):
    """Departments to which work is given. One with work cannot be deleted: it is marked as inactive."""

    list_display = ("descricao", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)


@admin.register(FalhaDeAcesso)
class FalhaDeAcessoAdmin(PainelModelAdmin[FalhaDeAcesso]):
    """Accounts and addresses that guessed wrong: to be looked at, and forgiven by deleting."""

    list_display = ("chave", "falhas", "ultima", "espera_ate")
    search_fields = ("chave",)
    ordering = ("-ultima",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: FalhaDeAcesso | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False


def _campo_de_permissoes(request: HttpRequest, rotulo: object) -> alcada.CampoDePermissoes:
    return alcada.CampoDePermissoes(
        alcada.permissoes_concediveis(quem(request)),
        label=str(rotulo).capitalize(),
        required=False,
        widget=UnfoldAdminSelect2MultipleWidget(),
    )
