"""Pages of the programs that use the API."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from enlace.contas import alcada, clientes_api, revogacao
from enlace.contas.admin.quem import quem
from enlace.contas.models import ClienteApi
from enlace.core import datas
from enlace.core.admin import PainelModelAdmin, acao_na_ficha

# Django's class has its type parameter for the type checker only.
if TYPE_CHECKING:
    _FormularioDeCliente = forms.ModelForm[ClienteApi]
else:
    _FormularioDeCliente = forms.ModelForm


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
        return permitido and (obj is None or alcada.alcanca_cliente_api(quem(request), obj))

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
        grupos = alcada.grupos_de_rotas_concediveis(quem(request))
        return forms.MultipleChoiceField(
            label=_("Permissões"),
            choices=[(grupo.value, grupo.label) for grupo in grupos],
            required=False,
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        )

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> "models.QuerySet[Any] | None":  # noqa: ANN401 - Django's RelatedField has no public type
        """The users in whose name this person may let a program work."""
        if db_field.name == "user":
            return alcada.usuarios_ao_alcance(quem(request))
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
