"""Pages of bills, their lines and their payments: here, because a payment also restores what the bill kept off (`processos`)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core import datas
from enlace.core.admin import Inline, PaginadorDeTabelaGrande, acao_na_ficha, codigo_digitado
from enlace.core.origem import endereco_do_servidor
from enlace.financeiro import baixa, cancelamento, lancamento, procura
from enlace.financeiro.admin.acoes import PaginaComAcoes, PorQue, QuantoEQuando, SemPerguntas
from enlace.financeiro.admin.colunas import numero_da_fatura
from enlace.financeiro.apresentacao import link
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.models import Cobranca, Fatura, FeriadoLocal, Pagamento
from enlace.financeiro.titulo import valor_no_dia
from enlace.processos import envio_de_fatura, recebimento
from enlace.processos.textos import base_publica

# Nobody pages further through the bills of one customer.
_MAIS_ACHADAS: Final = 1_000


class _DaFatura(Inline[Any, Fatura]):
    """Who may read the bill may read this, and nobody changes it here."""

    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Fatura | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """With the bill."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Fatura | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Fatura | None = None) -> bool:  # noqa: ARG002 - Django's own signature
        """Never."""
        return False


class CobrancasDaFatura(_DaFatura):
    """What the bill charges."""

    model = Cobranca
    fields = ("tipo", "descricao", "valor_original", "valor_desconto", "valor")
    ordering = ("id_cobranca",)


class PagamentosDaFatura(_DaFatura):
    """What came for it."""

    model = Pagamento
    fields = ("id_pagamento", "valor", "data_pagamento", "data_credito", "origem", "quitou", "estornado_em", "motivo_estorno")
    readonly_fields = ("id_pagamento",)


class FiltroDeAndamento(admin.SimpleListFilter):
    """Open or overdue, by the index of what is open; everything else is found by its number or customer."""

    title = _("andamento")
    parameter_name = "andamento"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401, ARG002 - Django's own signature
        """Both."""
        return [("abertas", _("Em aberto")), ("vencidas", _("Vencidas"))]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":  # noqa: ARG002 - Django's own signature
        """The bills of the chosen one."""
        abertas = queryset.filter(situacao=Fatura.Situacao.AGUARDANDO)
        if self.value() == "vencidas":
            return abertas.filter(data_vencimento__lt=datas.hoje())
        return abertas if self.value() == "abertas" else queryset


@admin.register(Fatura)
class FaturaAdmin(PaginaComAcoes):
    """Up to millions: found by number, nosso número or the customer's code. Its link is no column: it opens the bill."""

    list_display = ("id_fatura", "cliente", "data_vencimento", "valor", "situacao", "data_pagamento", "valor_pago", "registro")
    list_filter = (FiltroDeAndamento,)
    sortable_by = ("id_fatura",)
    search_fields = ("id_fatura__exact",)
    search_help_text = _("Número, nosso número, linha digitável ou código do cliente")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente",)
    inlines = (CobrancasDaFatura, PagamentosDaFatura)
    actions_detail = ("ver_pdf", "enviar", "baixar", "cancelar", "revogar_link")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("id_fatura", "situacao"),
                    "cliente",
                    ("valor", "data_vencimento", "data_cadastro"),
                    ("tipo_cobranca", "conta", "nosso_numero", "registro"),
                )
            },
        ),
        (_("Atraso e desconto"), {"fields": (("multa_percentual", "juros_ao_mes"), ("desconto_valor", "desconto_ate"))}),
        (
            _("Como terminou"),
            {"fields": (("data_pagamento", "valor_pago"), ("data_cancelamento", "motivo_cancelamento"))},
        ),
        (_("Origem"), {"fields": (("renegociada_por", "data_renegociacao"), "faturamento")}),
    )

    def procurar(self, linhas: "models.QuerySet[Fatura]", termo: str) -> "models.QuerySet[Fatura]":
        """The bill with this number, those with it at a bank, and the customer's; or that of a linha digitável."""
        return linhas.filter(pk__in=procura.chaves(termo, hoje=datas.hoje()))

    @acao_na_ficha(descricao=_("Ver PDF"), caminho="pdf", permissoes=("view",), icone="picture_as_pdf")
    def ver_pdf(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The bill as its customer gets it, behind its own link."""
        fatura = self.get_object(request, object_id)
        if fatura is None:
            raise Http404
        if not self.has_view_permission(request, fatura):
            raise PermissionDenied
        return HttpResponseRedirect(link(fatura.token, ""))

    @acao_na_ficha(descricao=_("Enviar por e-mail"), caminho="enviar", permissoes=("agir",), icone="mail")
    def enviar(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """To all e-mail addresses of the customer, once somebody confirms."""

        def fazer(fatura: Fatura, _dados: object, autor: Autor) -> None:
            agora = datas.agora()
            base = base_publica(Provedor.atual(), endereco_do_servidor(request) or "")
            envio_de_fatura.por_email(fatura.pk, (), agora=agora, base=base).enviar(autor=autor, agora=agora)

        return self.agir(request, object_id, formulario=SemPerguntas, titulo=_("Enviar por e-mail"), fazer=fazer)

    @acao_na_ficha(descricao=_("Dar baixa"), caminho="baixar", permissoes=("agir",), icone="payments")
    def baixar(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note a payment made today, unless another day is said."""
        return self.agir(
            request,
            object_id,
            formulario=QuantoEQuando,
            titulo=_("Dar baixa"),
            inicial=lambda fatura: {"valor": _devido_hoje(fatura), "data_pagamento": datas.hoje()},
            fazer=lambda fatura, dados, autor: recebimento.receber(fatura.pk, Recebido(**dados), autor=autor, agora=datas.agora()),
        )

    @acao_na_ficha(descricao=_("Cancelar fatura"), caminho="cancelar", permissoes=("agir",), icone="block")
    def cancelar(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Cancel the bill, with a reason."""
        return self.agir(
            request,
            object_id,
            formulario=PorQue,
            titulo=_("Cancelar fatura"),
            fazer=lambda fatura, dados, autor: recebimento.cancelar_fatura(fatura.pk, **dados, autor=autor, agora=datas.agora()),
        )

    @acao_na_ficha(descricao=_("Revogar link"), caminho="revogar-link", permissoes=("agir",), icone="link_off")
    def revogar_link(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give the bill another link, once somebody confirms."""
        return self.agir(
            request,
            object_id,
            formulario=SemPerguntas,
            titulo=_("Revogar link"),
            fazer=lambda fatura, _dados, autor: cancelamento.revogar_link(fatura.pk, autor=autor),
        )


@admin.register(Cobranca)
class CobrancaAdmin(PaginaComAcoes):
    """Lines, found by the number of their bill; those that wait for one, by their customer's code."""

    list_display = ("id_cobranca", "cliente", "descricao", "valor", "data_vencimento", numero_da_fatura, "cancelada_em")
    sortable_by = ()
    ordering = ("-id_cobranca",)
    search_fields = ("fatura__id_fatura__exact",)
    search_help_text = _("Número da fatura, ou código do cliente para o que espera fatura")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente", "cliente_servico__plano")
    actions_detail = ("retirar",)

    def procurar(self, linhas: "models.QuerySet[Cobranca]", termo: str) -> "models.QuerySet[Cobranca]":
        """Two indexes, keys first."""
        codigo = codigo_digitado(termo)
        if codigo is None:
            return linhas.none()
        chaves = Cobranca.objects.order_by().values_list("pk", flat=True)
        esperam = chaves.filter(cliente__codigo_cliente=codigo, fatura__isnull=True, cancelada_em__isnull=True)
        return linhas.filter(pk__in=list(chaves.filter(fatura=codigo).union(esperam)[:_MAIS_ACHADAS]))

    @acao_na_ficha(descricao=_("Retirar"), caminho="retirar", permissoes=("agir",), icone="remove_circle")
    def retirar(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Withdraw a line that waits, once somebody confirms."""
        return self.agir(
            request,
            object_id,
            formulario=SemPerguntas,
            titulo=_("Retirar cobrança"),
            fazer=lambda cobranca, _dados, autor: lancamento.retirar(cobranca.pk, autor=autor, agora=datas.agora()),
        )


@admin.register(Pagamento)
class PagamentoAdmin(PaginaComAcoes):
    """Money that came, found by the number of its bill."""

    list_display = ("id_pagamento", numero_da_fatura, "valor", "data_pagamento", "origem", "quitou", "estornado_em")
    sortable_by = ("id_pagamento",)
    search_fields = ("fatura__id_fatura__exact",)
    search_help_text = _("Número da fatura")
    paginator = PaginadorDeTabelaGrande
    actions_detail = ("desfazer",)

    def procurar(self, linhas: "models.QuerySet[Pagamento]", termo: str) -> "models.QuerySet[Pagamento]":
        """Those of one bill."""
        codigo = codigo_digitado(termo)
        return linhas.none() if codigo is None else linhas.filter(fatura=codigo)

    @acao_na_ficha(descricao=_("Desfazer"), caminho="desfazer", permissoes=("agir",), icone="undo")
    def desfazer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undo the payment, with a reason."""
        return self.agir(
            request,
            object_id,
            formulario=PorQue,
            titulo=_("Desfazer pagamento"),
            fazer=lambda pagamento, dados, autor: baixa.desfazer(pagamento.pk, **dados, autor=autor, agora=datas.agora()),
        )


def _devido_hoje(fatura: Fatura) -> Decimal:
    hoje = datas.hoje()
    feriados = FeriadoLocal.objects.filter(data__range=(fatura.data_vencimento, hoje)).values_list("data", flat=True)
    return valor_no_dia(fatura, hoje, list(feriados)).total
