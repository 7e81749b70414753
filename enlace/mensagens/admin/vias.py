"""Pages of the ways out: e-mail servers, SMS gateways, notifications."""

from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PainelModelAdmin, acao_na_ficha
from enlace.mensagens.admin.formularios import FormularioDeGateway, FormularioDePush, FormularioDeServidor
from enlace.mensagens.entrega import Adiada, Rede
from enlace.mensagens.models import ConfiguracaoPush, GatewaySms, ServidorEmail
from enlace.mensagens.sms.predefinicoes import PREDEFINICOES
from enlace.mensagens.smtp import cliente as smtp
from enlace.mensagens.webpush.chaves import trocar_chaves

# Somebody waits in front of the page.
_PACIENCIA: Final = Rede(conectar=5, ler=5)
_ERRO: Final = ("ultimo_erro", "ultimo_erro_em", "pausado_ate")


class _ViaAdmin(PainelModelAdmin[Any]):
    """What the pages of all ways out have in common."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save the way out, and let it be tried again at once."""
        obj.esquecer_erro()
        super().save_model(request, obj, form, change)

    def has_administrar_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """As to change the row; Unfold hands over the key, not the row."""
        return self.has_change_permission(request, self.get_object(request, unquote(str(object_id))))

    def linha(self, request: HttpRequest, object_id: str) -> Any:  # noqa: ANN401 - a row of any of them
        """The row of a page."""
        linha = self.get_object(request, unquote(object_id))
        if linha is None:
            raise Http404
        return linha

    def ficha(self, linha: "models.Model") -> str:
        """The address of a row's page."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[linha.pk])

    def confirmar(self, request: HttpRequest, linha: "models.Model", titulo: object, aviso: object) -> HttpResponse:
        """Ask before it is done."""
        contexto = {"opts": self.opts, "linha": linha, "title": titulo, "aviso": aviso, "voltar": self.ficha(linha)}
        return TemplateResponse(request, "mensagens/confirmar.html", {**self.admin_site.each_context(request), **contexto})


@admin.register(ServidorEmail)
class ServidorEmailAdmin(_ViaAdmin):
    """SMTP servers; one of them is the one that the API uses."""

    form = FormularioDeServidor
    campos_secretos = ("senha",)
    list_display = ("nome", "host", "porta", "seguranca", "ativo", "usado_pela_api", "ultimo_erro")
    list_filter = ("ativo",)
    search_fields = ("nome",)
    readonly_fields = (*_ERRO, "dia", "enviadas_no_dia")
    actions_detail = ("testar",)
    fieldsets = (
        (None, {"fields": ("nome", ("ativo", "usado_pela_api"))}),
        (_("Servidor"), {"fields": (("host", "porta", "seguranca"), ("usuario", "senha"))}),
        (_("Remetente"), {"fields": (("remetente_nome", "remetente_email"), "responder_para")}),
        (_("Limites"), {"fields": (("intervalo_minimo", "limite_diario"), ("dia", "enviadas_no_dia"))}),
        (_("Último erro"), {"fields": (_ERRO,)}),
    )

    @acao_na_ficha(descricao=_("Testar conexão"), caminho="testar", permissoes=("administrar",), icone="network_check")
    def testar(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then connect and sign in; nothing is sent."""
        servidor: ServidorEmail = self.linha(request, object_id)
        if request.method != "POST":
            return self.confirmar(
                request, servidor, _("Testar conexão"), _("O sistema conecta e entra com o usuário e a senha. Nada é enviado.")
            )
        try:
            smtp.conferir(servidor, rede=_PACIENCIA)
        except Adiada as falha:
            messages.error(request, str(falha))
        else:
            messages.success(request, _("O servidor respondeu e aceitou o usuário e a senha."))
        return HttpResponseRedirect(self.ficha(servidor))


@admin.register(GatewaySms)
class GatewaySmsAdmin(_ViaAdmin):
    """SMS gateways; at most one is active."""

    form = FormularioDeGateway
    campos_secretos = ("senha", "token")
    list_display = ("nome", "metodo", "ativo", "ultimo_erro")
    list_filter = ("ativo",)
    search_fields = ("nome",)
    fieldsets = (
        (None, {"fields": (("nome", "ativo"), "predefinicoes")}),
        (
            _("Pedido"),
            {
                "fields": (("metodo", "url"), "cabecalhos", ("tipo_do_corpo", "corpo"), "com_codigo_do_pais"),
                "description": _("Campos: {telefone} {texto} {id} {remetente} {usuario} {senha} {token} {basico}."),
            },
        ),
        (_("Acesso"), {"fields": (("usuario", "senha"), "token", "remetente")}),
        (_("Resposta"), {"fields": (("status_de_sucesso", "padrao_de_sucesso"),)}),
        (_("Último erro"), {"fields": (_ERRO,)}),
    )
    readonly_fields = (*_ERRO, "predefinicoes")

    @admin.display(description=_("começar com"))
    def predefinicoes(self, _gateway: GatewaySms) -> str:
        """Links to the form, filled in for a known company."""
        inclusao = reverse("admin:mensagens_gatewaysms_add")
        links = [
            (f"{inclusao}?predefinicao={chave}", p.nome if p.fonte else _("%(nome)s (não conferido)") % {"nome": p.nome})
            for chave, p in PREDEFINICOES.items()
        ]
        return format_html_join(" · ", '<a class="underline" href="{}">{}</a>', links)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The fields of the chosen company."""
        p = PREDEFINICOES.get(request.GET.get("predefinicao", ""))
        if p is None:
            return {}
        nomes = ("nome", "url", "metodo", "tipo_do_corpo", "cabecalhos", "corpo", "com_codigo_do_pais", "padrao_de_sucesso")
        return {nome: getattr(p, nome) for nome in nomes}


@admin.register(ConfiguracaoPush)
class ConfiguracaoPushAdmin(_ViaAdmin):
    """One row, so the list leads straight to it."""

    form = FormularioDePush
    campos_secretos = ("fcm_conta_servico",)
    readonly_fields = ("ultimo_erro", "ultimo_erro_em", "chave_publica")
    actions_detail = ("trocar_chaves",)
    fieldsets = (
        (_("Navegadores (Web Push)"), {"fields": ("chave_publica", "contato")}),
        (_("Aplicativos (Firebase)"), {"fields": ("fcm_conta_servico",)}),
        (_("Último erro"), {"fields": (("ultimo_erro", "ultimo_erro_em"),)}),
    )

    @acao_na_ficha(descricao=_("Gerar chaves VAPID"), caminho="gerar-chaves", permissoes=("administrar",), icone="key")
    def trocar_chaves(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then draw another pair of keys."""
        push: ConfiguracaoPush = self.linha(request, object_id)
        if request.method != "POST":
            aviso = _("Os navegadores inscritos com as chaves de hoje, se houver, deixam de receber até se inscreverem de novo.")
            return self.confirmar(request, push, _("Gerar chaves VAPID"), aviso)
        with transaction.atomic():
            trocar_chaves(push)
            self.trilha.registrar_acao(request, "gerar_chaves", push, depois={"chave_publica": push.chave_publica})
        messages.success(request, _("As chaves foram geradas."))
        return HttpResponseRedirect(self.ficha(push))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The row itself, made on first use."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(self.ficha(ConfiguracaoPush.atual()))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ConfiguracaoPush | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: there is exactly one."""
        return False
