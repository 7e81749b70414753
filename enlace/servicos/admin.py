"""Pages of services, what classifies them, and alerts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminTextareaWidget

from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.admin import (
    FormularioComSegredos,
    Inline,
    PaginadorDeTabelaGrande,
    PainelModelAdmin,
    SomenteLeitura,
    acao_na_ficha,
    codigo_digitado,
)
from enlace.core.contatos import normalizar_ipv4, normalizar_mac
from enlace.core.db import SemAcento
from enlace.servicos.models import (
    Alerta,
    ClienteServico,
    ClienteServicoContrato,
    ClienteServicoPacote,
    ClienteServicoSenha,
    Contrato,
    DesbloqueioConfianca,
    GrupoServico,
    MotivoCancelamento,
    ServicoStatus,
)

# A fragment like "SILVA" means half of the register: so many customers are more than anybody looks through.
_MAIS_CLIENTES = 1_000
# What only the verbs write (`situacao.py`).
_DOS_VERBOS = ("status_id", "data_habilitacao", "data_cancelamento", "motivo_cancelamento_id")


class PacotesDoServico(Inline[ClienteServicoPacote, ClienteServico]):
    """Packages added to the service."""

    model = ClienteServicoPacote
    fields = ("pacote", "valor", "observacoes", "data_cadastro")
    formfield_overrides: ClassVar = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2, "cols": 30})}}
    autocomplete_fields = ("pacote",)


class SenhasDoServico(Inline[ClienteServicoSenha, ClienteServico]):
    """Users and passwords of other systems."""

    model = ClienteServicoSenha
    fields = ("descricao", "usuario", "senha")
    campos_secretos = ("senha",)


class ContratosDoServico(Inline[ClienteServicoContrato, ClienteServico]):
    """Contracts given for the service."""

    model = ClienteServicoContrato
    fields = ("numero_contrato", "contrato", "data_cadastro", "data_aceito")


@admin.register(ServicoStatus)
class ServicoStatusAdmin(PainelModelAdmin[ServicoStatus]):
    """The contract's thirteen states: only their labels are the provider's."""

    list_display = ("descricao", "prefixo")
    search_fields = ("descricao", "prefixo")
    readonly_fields = ("prefixo",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: programs would not know it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ServicoStatus | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: programs expect it."""
        return False


@admin.register(MotivoCancelamento)
class MotivoCancelamentoAdmin(PainelModelAdmin[MotivoCancelamento]):
    """Why customers leave."""

    list_display = ("descricao",)
    search_fields = ("descricao",)


@admin.register(GrupoServico)
class GrupoServicoAdmin(PainelModelAdmin[GrupoServico]):
    """Labels for services."""

    list_display = ("descricao", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)


@admin.register(Contrato)
class ContratoAdmin(PainelModelAdmin[Contrato]):
    """Models of contract."""

    list_display = ("descricao", "validade", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao",)


@admin.register(ClienteServico)
class ClienteServicoAdmin(PainelModelAdmin[ClienteServico]):
    """As many as customers and more: found by login, address, MAC or customer."""

    list_display = ("id_cliente_servico", "cliente", "plano", "status", "login", "ipv4", "data_venda")
    list_display_links = ("id_cliente_servico", "cliente")
    list_filter = ("status", "plano", "grupos")
    sortable_by = ("id_cliente_servico",)
    ordering = ("-id_cliente_servico",)
    search_fields = ("login",)
    search_help_text = _("Login, IPv4, MAC, código ou parte do nome do cliente")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente", "plano", "status")
    campos_secretos = ("senha",)
    autocomplete_fields = (
        "cliente",
        "plano",
        "endereco_cadastral",
        "endereco_instalacao",
        "endereco_fiscal",
        "endereco_cobranca",
        "interface",
        "interface_roteamento",
        "porta_atendimento",
        "vendedor",
        "grupos",
    )
    # The state and what its verbs write beside it change by acts only.
    readonly_fields = ("status", "atos", "data_habilitacao", "data_cancelamento", "motivo_cancelamento")
    inlines = (PacotesDoServico, SenhasDoServico, ContratosDoServico)
    actions_detail = ("ver_senhas",)
    fieldsets = (
        (None, {"fields": (("cliente", "numero_plano"), ("plano", "valor"), ("status", "atos"), ("referencia", "grupos"))}),
        (
            _("Acesso"),
            {
                "fields": (
                    ("login", "senha"),
                    ("ipv4", "ipv6"),
                    ("ipv6_wan", "ipv6_lan"),
                    ("mac_addr", "vincular_mac"),
                    ("sessoes_simultaneas", "phy_addr"),
                )
            },
        ),
        (_("Conexão"), {"fields": (("interface", "interface_roteamento"), "porta_atendimento")}),
        (
            _("Endereços"),
            {"fields": ("endereco_instalacao", "endereco_cadastral", "endereco_cobranca", "endereco_fiscal")},
        ),
        (
            _("Venda e cancelamento"),
            {"fields": ("vendedor", ("data_venda", "data_habilitacao"), ("data_cancelamento", "motivo_cancelamento"))},
        ),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new service is sold now."""
        return {"data_venda": datas.agora(), **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: ClienteServico, form: Any, change: Any) -> None:  # noqa: ANN401 - Django's own signature
        """A new service waits for its installation, as one that is contracted. Of another, what the verbs write stays as it is.

        Somebody may have suspended, restored or cancelled it between the reading of this row and its saving.
        """
        if change:
            atual = ClienteServico.objects.select_for_update(no_key=True).get(pk=obj.pk)
            for coluna in _DOS_VERBOS:
                setattr(obj, coluna, getattr(atual, coluna))
        else:
            obj.status_id = "aguardando_instalacao"
        super().save_model(request, obj, form, change)

    @admin.display(description=_("mudar o estado"))
    def atos(self, servico: ClienteServico) -> SafeString:
        """Where the acts are that change the state."""
        endereco = reverse("painel:servicos:servico", args=[servico.pk]) if servico.pk else "#"
        return format_html('<a class="text-primary-600" href="{}">{}</a>', endereco, _("Suspender, habilitar, cancelar"))

    def procurar(self, linhas: "models.QuerySet[ClienteServico]", termo: str) -> "models.QuerySet[ClienteServico]":
        """An address, a MAC, a login, or the customer by code or part of the name; each way has its index."""
        return linhas.filter(pk__in=_procurar(termo))

    def has_ver_senha_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Unfold's signature
        """Passwords have a permission of their own."""
        return request.user.has_perm("servicos.ver_senha")

    @acao_na_ficha(descricao=_("Ver senhas"), caminho="ver-senhas", permissoes=("ver_senha",), icone="key")
    def ver_senhas(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the passwords of a service to those who may see them; that they did is recorded first."""
        servico = self.get_object(request, object_id)
        if servico is None:
            raise Http404
        if not self.has_view_permission(request, servico):
            raise PermissionDenied
        self.trilha.registrar_acao(request, "ver_senha", servico)
        return _pagina_de_senhas(request, {**self.admin_site.each_context(request), "opts": self.opts, "servico": servico})


@admin.register(DesbloqueioConfianca)
class DesbloqueioConfiancaAdmin(SomenteLeitura[DesbloqueioConfianca]):
    """Trust unblocks granted, found by the service's code. Who asked stands in the trail of each."""

    list_display = ("id_desbloqueio_confianca", "servico", "pedido_em", "ate", "situacao", "encerrado_em")
    list_filter = ("situacao",)
    sortable_by = ()
    search_fields = ("cliente_servico__id_cliente_servico__exact",)
    search_help_text = _("Código do serviço")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente_servico__plano", "estado_anterior")

    @admin.display(description=_("serviço"))
    def servico(self, desbloqueio: DesbloqueioConfianca) -> int:
        """Its code, by which it is searched."""
        return desbloqueio.cliente_servico_id

    def procurar(self, linhas: "models.QuerySet[DesbloqueioConfianca]", termo: str) -> "models.QuerySet[DesbloqueioConfianca]":
        """Those of one service."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(cliente_servico=codigo)


class FormularioDeAlerta(FormularioComSegredos):
    """An alert says to whom: one for nobody would be believed to be out."""

    ALVOS: ClassVar = ("cidades", "bairros", "pops", "equipamentos", "interfaces", "grupos_cliente", "clientes")

    def clean(self) -> dict[str, Any]:
        """Refuse an alert without a target."""
        dados = super().clean() or self.cleaned_data
        if not dados.get("para_todos") and not any(dados.get(alvo) for alvo in self.ALVOS):
            self.add_error("para_todos", _("Diga para quem é o alerta: todos os clientes ou ao menos um dos alvos abaixo."))
        return dados


@admin.register(Alerta)
class AlertaAdmin(PainelModelAdmin[Alerta]):
    """What is to be said, until when and to whom."""

    form = FormularioDeAlerta
    list_display = ("descricao", "data_inicio", "data_fim", "para_todos", "ativo")
    list_filter = ("ativo", "para_todos")
    search_fields = ("descricao",)
    autocomplete_fields = ("cidades", "bairros", "pops", "equipamentos", "interfaces", "grupos_cliente", "clientes")
    fieldsets = (
        (None, {"fields": ("descricao", "texto_alerta", ("data_inicio", "data_fim"), "ativo")}),
        (
            _("Para quem"),
            {
                "fields": (
                    "para_todos",
                    ("cidades", "bairros"),
                    ("pops", "equipamentos"),
                    "interfaces",
                    ("grupos_cliente", "clientes"),
                )
            },
        ),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new alert begins now."""
        return {"data_inicio": datas.agora(), **super().get_changeform_initial_data(request)}


@never_cache
def _pagina_de_senhas(request: HttpRequest, contexto: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, "servicos/senhas.html", {**contexto, "title": _("Senhas do serviço")})


def _procurar(termo: str) -> "models.QuerySet[Any, Any]":
    """The keys of the services that a term means."""
    if ipv4 := normalizar_ipv4(termo):
        return ClienteServico.objects.filter(ipv4=ipv4).values("pk")
    if mac := normalizar_mac(termo):
        return ClienteServico.objects.filter(mac_addr=mac).values("pk")
    clientes = Cliente.objects.filter(nome_razaosocial_busca__contains=SemAcento(Value(termo)))
    if (codigo := codigo_digitado(termo)) is not None:
        clientes = Cliente.objects.filter(codigo_cliente=codigo)
    do_cliente = ClienteServico.objects.filter(cliente__in=clientes.order_by().values("pk")[:_MAIS_CLIENTES])
    pelo_login = ClienteServico.objects.alias(login_minusculo=Lower("login")).filter(login_minusculo=termo.lower())
    return pelo_login.order_by().values("pk").union(do_cliente.order_by().values("pk"))
