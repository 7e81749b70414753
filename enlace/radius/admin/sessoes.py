"""The page of the connections: the live ones, and those that ended."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.core.admin import codigo_digitado
from enlace.core.contatos import normalizar_mac
from enlace.core.errors import RuleRefused
from enlace.radius.admin.colunas import DeUmConcentrador
from enlace.radius.digitado import ler_endereco
from enlace.radius.frases import frase_da_causa
from enlace.radius.identificacao import com_endereco
from enlace.radius.models import Sessao


class FiltroDeAndamento(admin.SimpleListFilter):
    """Live ones, unless something is searched for: then all, since what somebody looks for may have ended."""

    title = _("andamento")
    parameter_name = "andamento"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """All three; which one is meant when none is said, `escolhida` knows."""
        return [("abertas", _("Conectadas")), ("encerradas", _("Encerradas")), ("todas", _("Todas"))]

    @property
    def escolhida(self) -> str:
        """What the list shows."""
        return self.value() or ("todas" if self.request.GET.get("q") else "abertas")

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Without "all" of Django's own: one of the three is always chosen."""
        for valor, titulo in self.lookup_choices:
            endereco = changelist.get_query_string({self.parameter_name: valor})
            yield {"selected": valor == self.escolhida, "query_string": endereco, "display": titulo}

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The chosen ones; the open ones are a table of their own."""
        return queryset if self.escolhida == "todas" else queryset.filter(acctstoptime__isnull=self.escolhida != "encerradas")


@admin.register(Sessao)
class SessaoAdmin(DeUmConcentrador[Sessao]):
    """Tens of millions, in tables by month: each search has its index, and nothing counts them.

    Only live ones are found by their addresses: whose one was before is asked elsewhere, with a reason (`identificacao.py`).
    """

    list_display = ("username", "cliente", "endereco", "callingstationid", "concentrador", "desde", "trafego", "como_terminou")
    filtro = str(FiltroDeAndamento.parameter_name)
    list_filter = (FiltroDeAndamento,)
    search_fields = ("username__exact",)
    search_help_text = _("Login, MAC ou código do serviço; das conectadas, também IPv4, IPv6 ou prefixo")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("username", "cliente_servico"),
                    ("acctstarttime", "acctstoptime", "duracao"),
                    ("como_terminou", "acctupdatetime"),
                )
            },
        ),
        (_("Endereços"), {"fields": (("framedipaddress", "framedipv6address"), ("framedipv6prefix", "delegatedipv6prefix"))}),
        (_("De onde"), {"fields": (("concentrador", "nasipaddress", "nasportid"), ("callingstationid", "calledstationid"))}),
        (_("Tráfego"), {"fields": (("recebido", "enviado"),)}),
        (_("No concentrador"), {"fields": (("acctsessionid", "acctuniqueid"),)}),
    )
    readonly_fields = ("duracao", "como_terminou", "recebido", "enviado", "concentrador")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """As the index that serves: of the numbers for the whole table, of the beginnings within a login, a MAC or a service."""
        return ("-acctstarttime", "-radacctid") if request.GET.get("q") else ("-radacctid",)

    def get_list_display(self, request: HttpRequest) -> Any:  # noqa: ANN401 - Django's own type has no name
        """Of the live ones none has ended: they need no column for it."""
        so_abertas = (request.GET.get(self.filtro) or ("" if request.GET.get("q") else "abertas")) == "abertas"
        return [coluna for coluna in self.list_display if not (so_abertas and coluna == "como_terminou")]

    def procurar(self, linhas: "models.QuerySet[Sessao]", termo: str) -> "models.QuerySet[Any]":
        """By address among the live ones; by MAC, login or service among all."""
        try:
            return linhas.filter(com_endereco(ler_endereco(termo)), acctstoptime=None)
        except RuleRefused:  # no address, or a prefix of too many customers
            pass
        if mac := normalizar_mac(termo):
            # With quotes and without a type: the function of the index gives a `macaddr`.
            return linhas.alias(mac=Func(F("callingstationid"), function="texto_para_mac", output_field=models.CharField())).filter(
                mac=mac
            )
        achadas = Q(login_minusculo=termo.lower())
        if (codigo := codigo_digitado(termo)) is not None:
            achadas |= Q(cliente_servico=codigo)
        return linhas.alias(login_minusculo=Lower("username")).filter(achadas)

    @admin.display(description=_("cliente"))
    def cliente(self, sessao: Sessao) -> str:
        """Whose it is; its page names the plan too."""
        return str(sessao.cliente_servico.cliente) if sessao.cliente_servico else "-"

    @admin.display(description=_("endereço"))
    def endereco(self, sessao: Sessao) -> str:
        """The one that people ask about first."""
        todos = (sessao.framedipaddress, sessao.framedipv6address, sessao.framedipv6prefix, sessao.delegatedipv6prefix)
        return next((endereco for endereco in todos if endereco), "-")

    @admin.display(description=_("início"))
    def desde(self, sessao: Sessao) -> str:
        """When it began, and how long it is or was."""
        return f"{localtime(sessao.acctstarttime):%d/%m/%Y %H:%M}, {self.duracao(sessao)}"

    @admin.display(description=_("duração"))
    def duracao(self, sessao: Sessao) -> str:
        """In words, until now while it is open."""
        return timesince(sessao.acctstarttime, sessao.acctstoptime or datas.agora())

    @admin.display(description=_("tráfego"))
    def trafego(self, sessao: Sessao) -> str:
        """Down and up, as the customer sees them."""
        return f"↓\N{NO-BREAK SPACE}{self.recebido(sessao)} ↑\N{NO-BREAK SPACE}{self.enviado(sessao)}"

    @admin.display(description=_("recebido pelo cliente"))
    def recebido(self, sessao: Sessao) -> str:
        """What the NAS sent."""
        return filesizeformat(sessao.acctoutputoctets or 0)

    @admin.display(description=_("enviado pelo cliente"))
    def enviado(self, sessao: Sessao) -> str:
        """What the NAS received."""
        return filesizeformat(sessao.acctinputoctets or 0)

    @admin.display(description=_("como terminou"))
    def como_terminou(self, sessao: Sessao) -> str:
        """How it ended."""
        return str(_("Conectada")) if sessao.acctstoptime is None else frase_da_causa(sessao.acctterminatecause) or "-"
