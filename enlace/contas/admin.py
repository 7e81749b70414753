"""Pages of users, groups, API clients and slowed-down sign-ins."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelect2MultipleWidget, UnfoldAdminTextInputWidget

from enlace.contas import alcada, clientes_api, revogacao, usuarios
from enlace.contas.models import ClienteApi, FalhaDeAcesso, Usuario
from enlace.core import datas
from enlace.core.admin import PainelModelAdmin, acao_na_ficha

# Django's classes have their type parameters for the type checker only.
if TYPE_CHECKING:
    _UserAdmin = UserAdmin[Usuario]
    _FormularioDeCliente = forms.ModelForm[ClienteApi]
else:
    _UserAdmin = UserAdmin
    _FormularioDeCliente = forms.ModelForm


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
        return permitido and (obj is None or alcada.alcanca_usuario(_quem(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Usuario | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Usuario | None = None) -> tuple[str, ...]:
        """Only a superuser makes another."""
        fixos = (*super().get_readonly_fields(request, obj),)
        return fixos if _quem(request).is_superuser else (*fixos, "is_superuser")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Groups and permissions that this person may give."""
        if db_field.name == "setores":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "user_permissions":
            return _campo_de_permissoes(request, _("permissões além das dos grupos"))
        return forms.ModelMultipleChoiceField(
            alcada.grupos_concediveis(_quem(request)), label=_("Grupos"), required=False, widget=UnfoldAdminSelect2MultipleWidget()
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
        return permitido and (obj is None or alcada.alcanca_grupo(_quem(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Only who has everything that the group gives."""
        permitido = super().has_delete_permission(request, obj)
        return permitido and (obj is None or alcada.alcanca_grupo(_quem(request), obj))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - Django's own signature
        """The permissions that this person may give."""
        return _campo_de_permissoes(request, _("permissões"))


class NovoClienteApi(_FormularioDeCliente):
    """What a person decides about an API client."""

    client_id = forms.CharField(
        label=_("client_id"),
        max_length=255,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Em branco: o próximo número. Use letras sem acento, números, pontos, hífens ou sublinhados."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        # The toolkit's table allows both to be empty.
        for nome in {"name", "user"} & self.fields.keys():
            self.fields[nome].required = True
        if "user" in self.fields:
            self.fields["user"].help_text = _("Com a senha dele o programa entra, e em nome dele trabalha.")


@admin.register(ClienteApi)
class ClienteApiAdmin(PainelModelAdmin[ClienteApi]):
    """Programs that use the API. The secret is shown once, when it is drawn; only its hash is kept, and nobody sees that."""

    form = NovoClienteApi
    list_display = ("name", "client_id", "user", "ativo", "created")
    list_filter = ("ativo",)
    search_fields = ("name", "client_id")
    autocomplete_fields = ("user",)
    relacionados = ("user",)
    actions_detail = ("trocar_segredo", "revogar_tokens")
    fieldsets = (
        (None, {"fields": ("name", "user", "client_id", "ativo")}),
        (_("O que pode fazer"), {"fields": ("permissoes",)}),
        (_("Datas"), {"fields": (("created", "updated"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("name", "user", "client_id")}),
        (_("O que pode fazer"), {"fields": ("permissoes",)}),
    )

    def has_change_permission(self, request: HttpRequest, obj: ClienteApi | None = None) -> bool:
        """Only who may do what the client may: its secret lets anybody do that."""
        permitido = super().has_change_permission(request, obj)
        return permitido and (obj is None or alcada.alcanca_cliente_api(_quem(request), obj))

    def has_administrar_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """As to change the client; Unfold hands over the key, not the row."""
        cliente = self.get_object(request, unquote(str(object_id)))
        return cliente is not None and self.has_change_permission(request, cliente)

    def has_delete_permission(self, request: HttpRequest, obj: ClienteApi | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: what it read would have no author. An inactive one reads nothing more."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: ClienteApi | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's own signature
        """The identifier stays: programs have it written down."""
        return ("client_id", "created", "updated") if obj else ()

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> forms.Field | None:  # noqa: ANN401 - Django's own options
        """The groups of routes that this person may give."""
        if db_field.name != "permissoes":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        grupos = alcada.grupos_de_rotas_concediveis(_quem(request))
        return forms.MultipleChoiceField(
            label=_("Permissões"),
            choices=[(grupo.value, grupo.label) for grupo in grupos],
            required=False,
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        )

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> "models.QuerySet[Any] | None":  # noqa: ANN401 - Django's RelatedField has no public type
        """The users in whose name this person may let a program work."""
        if db_field.name == "user":
            return alcada.usuarios_ao_alcance(_quem(request))
        return super().get_field_queryset(db, db_field, request)

    def save_model(self, request: HttpRequest, obj: ClienteApi, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """A new client is made by its verb, which draws the secret."""
        if change:
            super().save_model(request, obj, form, change)
            if "ativo" in form.changed_data and not obj.ativo:
                clientes_api.desativar(obj, agora=datas.agora())
            return
        dados = form.cleaned_data
        cliente, segredo = clientes_api.criar_cliente_api(
            nome=dados["name"], usuario=dados["user"], permissoes=dados["permissoes"], client_id=dados["client_id"] or None
        )
        obj.pk = cliente.pk
        obj.refresh_from_db()
        self.trilha.registrar_inclusao(request, obj)
        request.segredo_sorteado = segredo  # type: ignore[attr-defined]  # for `response_add`, the answer of this same request

    def response_add(self, request: HttpRequest, obj: ClienteApi, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002 - Django's own signature
        """Show the secret in the answer itself: a message would put it in a cookie or in the sessions' table."""
        return self._mostrar_segredo(request, obj, request.segredo_sorteado)  # type: ignore[attr-defined]

    @acao_na_ficha(descricao=_("Trocar segredo"), caminho="trocar-segredo", permissoes=("administrar",), icone="autorenew")
    def trocar_segredo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then draw another secret and show it."""
        cliente = self._cliente(request, object_id)
        if request.method != "POST":
            return self._confirmar(
                request, cliente, _("Trocar segredo"), _("O segredo de hoje deixa de valer na hora, e o programa precisa do novo.")
            )
        with transaction.atomic():
            segredo = clientes_api.trocar_segredo(cliente)
            self.trilha.registrar_acao(request, "trocar_segredo", cliente)
        return self._mostrar_segredo(request, cliente, segredo)

    @acao_na_ficha(descricao=_("Revogar tokens"), caminho="revogar-tokens", permissoes=("administrar",), icone="block")
    def revogar_tokens(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then end every token of the client."""
        cliente = self._cliente(request, object_id)
        if request.method != "POST":
            return self._confirmar(
                request,
                cliente,
                _("Revogar tokens"),
                _("Todos os tokens deste cliente deixam de valer: ele terá de entrar de novo."),
            )
        with transaction.atomic():
            revogacao.revogar_do_cliente(cliente, agora=datas.agora())
            self.trilha.registrar_acao(request, "revogar_tokens", cliente)
        messages.success(request, _("Os tokens foram revogados."))
        return HttpResponseRedirect(reverse("admin:contas_clienteapi_change", args=[cliente.pk]))

    def _cliente(self, request: HttpRequest, object_id: str) -> ClienteApi:
        cliente = self.get_object(request, unquote(object_id))
        if cliente is None:
            raise Http404
        return cliente

    def _confirmar(self, request: HttpRequest, cliente: ClienteApi, titulo: object, aviso: object) -> HttpResponse:
        return self._pagina(request, "contas/confirmar.html", cliente, title=titulo, aviso=aviso)

    def _mostrar_segredo(self, request: HttpRequest, cliente: ClienteApi, segredo: str) -> HttpResponse:
        pagina = self._pagina(request, "contas/segredo.html", cliente, title=_("Segredo do cliente da API"), segredo=segredo)
        add_never_cache_headers(pagina)
        return pagina

    def _pagina(self, request: HttpRequest, modelo: str, cliente: ClienteApi, **contexto: object) -> HttpResponse:
        comum = {**self.admin_site.each_context(request), "opts": self.opts, "cliente": cliente}
        return TemplateResponse(request, modelo, {**comum, **contexto})


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


def _quem(request: HttpRequest) -> Usuario:
    """Who is signed in; the admin lets nobody else so far."""
    if not isinstance(request.user, Usuario):
        msg = "an admin page was reached without a user"
        raise TypeError(msg)
    return request.user


def _campo_de_permissoes(request: HttpRequest, rotulo: object) -> alcada.CampoDePermissoes:
    return alcada.CampoDePermissoes(
        alcada.permissoes_concediveis(_quem(request)),
        label=str(rotulo).capitalize(),
        required=False,
        widget=UnfoldAdminSelect2MultipleWidget(),
    )
