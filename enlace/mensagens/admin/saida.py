"""Pages of messages with their attempts and of devices, to be read, and of the texts, to be edited."""

from typing import Final

from django.contrib import admin
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import (
    Inline,
    PaginadorDeTabelaGrande,
    PainelModelAdmin,
    SomenteLeitura,
    codigo_digitado,
    json_legivel,
)
from enlace.mensagens.catalogo import CATALOGO
from enlace.mensagens.models import Dispositivo, Mensagem, MensagemTentativa, ModeloMensagem

# Nobody pages further through the messages of one customer.
_MAIS_ACHADAS: Final = 1_000


class Tentativas(Inline[MensagemTentativa, Mensagem]):
    """What was tried, and what came of it."""

    model = MensagemTentativa
    fields = ("numero", "inicio", "fim", "via", "fase", "resultado", "resposta")
    readonly_fields = fields
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Mensagem | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Who may read the message may read this."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Mensagem | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mensagem | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False


@admin.register(Mensagem)
class MensagemAdmin(SomenteLeitura[Mensagem]):
    """Up to millions: found by address, by what they are about, or by the customer's code, each by its index."""

    list_display = ("id_mensagem", "canal", "destino", "cliente", "assunto", "estado", "tentativas", "criada_em", "enviada_em")
    list_filter = ("estado", "canal")
    sortable_by = ("id_mensagem",)
    search_fields = ("destino",)
    search_help_text = _("Endereço, telefone, código do cliente ou assunto interno (fatura:123)")
    relacionados = ("cliente",)
    paginator = PaginadorDeTabelaGrande
    inlines = (Tentativas,)
    readonly_fields = ("mostrar_texto", "mostrar_dados")
    fieldsets = (
        (None, {"fields": (("canal", "destino"), "cliente", "assunto", "mostrar_texto", "html", "mostrar_dados")}),
        (
            _("Andamento"),
            {
                "fields": (
                    ("estado", "tentativas", "falhas"),
                    ("criada_em", "proxima_tentativa", "validade"),
                    ("enviada_em", "finalizada_em"),
                    ("resposta", "codigo_externo"),
                )
            },
        ),
        (_("Origem"), {"fields": (("referencia", "requisicao"),)}),
    )

    @admin.display(description=_("texto"))
    def mostrar_texto(self, mensagem: Mensagem) -> SafeString:
        """With its lines, as whoever got it reads it."""
        return linebreaksbr(mensagem.texto, autoescape=True)

    @admin.display(description=_("dados"))
    def mostrar_dados(self, mensagem: Mensagem) -> SafeString | str:
        """What a notification carries for the application."""
        return json_legivel(mensagem.dados)

    def procurar(self, linhas: "models.QuerySet[Mensagem]", termo: str) -> "models.QuerySet[Mensagem]":
        """The newest messages to an address, about a thing, or to the customer with this code."""
        chaves = Mensagem.objects.order_by().values_list("pk", flat=True)
        achadas = chaves.alias(destino_baixo=Lower("destino")).filter(destino_baixo=Lower(Value(termo)))
        achadas = achadas.union(chaves.filter(referencia=termo).exclude(referencia=""))
        if (codigo := codigo_digitado(termo)) is not None:
            achadas = achadas.union(chaves.filter(cliente__codigo_cliente=codigo))
        return linhas.filter(pk__in=list(achadas.order_by("-pk")[:_MAIS_ACHADAS]))


@admin.register(Dispositivo)
class DispositivoAdmin(SomenteLeitura[Dispositivo]):
    """Where customers may be notified. Addresses and keys of the devices are nobody's to see."""

    list_display = ("id_dispositivo", "cliente", "tipo", "ativo", "criado_em", "ultimo_uso")
    list_filter = ("tipo", "ativo")
    search_fields = ("cliente__codigo_cliente",)
    search_help_text = _("Código do cliente")
    relacionados = ("cliente",)
    paginator = PaginadorDeTabelaGrande
    fields = (("cliente", "tipo"), ("ativo", "criado_em", "ultimo_uso"))

    def procurar(self, linhas: "models.QuerySet[Dispositivo]", termo: str) -> "models.QuerySet[Dispositivo]":
        """The devices of the customer with this code."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(cliente__codigo_cliente=codigo)


@admin.register(ModeloMensagem)
class ModeloMensagemAdmin(PainelModelAdmin[ModeloMensagem]):
    """The texts: there is one for each thing that is told, and each may be rewritten."""

    list_display = ("descricao", "canal", "assunto", "chave")
    list_filter = ("canal",)
    search_fields = ("chave", "descricao")
    readonly_fields = ("campos",)
    fieldsets = (
        (None, {"fields": ("assunto", "texto", "html")}),
        (
            _("Campos"),
            {
                "fields": ("campos",),
                "description": _("Uma linha cujos campos estão todos vazios não aparece. No HTML os valores entram protegidos."),
            },
        ),
    )

    @admin.display(description=_("podem ser usados"))
    def campos(self, modelo: ModeloMensagem) -> str:
        """The places that this text may have."""
        return ", ".join(f"{{{nome}}}" for nome in sorted(CATALOGO.get(modelo.chave, ())))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: a text is of use only to what sends it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModeloMensagem | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never: something sends it."""
        return False
