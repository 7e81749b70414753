"""Pages of accounts at banks, ways of charging, and how each service is charged."""

from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.core.admin import FormularioComSegredos, PaginadorDeTabelaGrande, PainelModelAdmin, codigo_digitado
from enlace.core.dinheiro import CENTAVO
from enlace.financeiro.boleto.montagem import agencia_codigo_beneficiario, codigo_de_barras, nosso_numero_impresso
from enlace.financeiro.boleto.recusas import BoletoRecusado
from enlace.financeiro.boleto.titulo import Titulo
from enlace.financeiro.models import CobrancaServico, ContaBancaria, Fatura, FormaCobranca
from enlace.financeiro.titulo import identificacao
from enlace.servicos.models import ClienteServico

# What the bar code and what is printed beside it are made of.
_DO_BOLETO: Final = ("banco", "agencia", "posto", "conta", "beneficiario", "carteira")
# Nobody has more services.
_MAIS_SERVICOS: Final = 1_000


class FormularioDeConta(FormularioComSegredos):
    """Refuses an account of which no boleto can be made, before a bill finds out, and numbers that bills have."""

    def clean(self) -> dict[str, Any] | None:
        """Make the account's next boleto, and its last one."""
        dados = super().clean() or self.cleaned_data
        if not self.errors:
            conta = ContaBancaria(**{nome: dados[nome] for nome in _DO_BOLETO})
            for numero in {dados["nosso_numero_proximo"], dados.get("nosso_numero_final") or dados["nosso_numero_proximo"]}:
                _exigir_boleto(conta, numero)
        return dados

    def clean_nosso_numero_proximo(self) -> int:
        """A number that bills have is not given again. The row is locked: no bill takes one between this look and the change."""
        proximo: int = self.cleaned_data["nosso_numero_proximo"]
        if self.instance.pk and "nosso_numero_proximo" in self.changed_data:
            ContaBancaria.objects.select_for_update().get(pk=self.instance.pk)
            if Fatura.objects.filter(conta=self.instance.pk, nosso_numero__gte=proximo).exists():
                raise ValidationError(_("Já há faturas com esse número ou maiores. Recarregue a página para ver o próximo."))
        return proximo


def _exigir_boleto(conta: ContaBancaria, numero: int) -> None:
    quem = identificacao(conta, numero)
    try:
        codigo_de_barras(Titulo(identificacao=quem, valor=CENTAVO, vencimento=datas.hoje()))
        nosso_numero_impresso(quem)
        agencia_codigo_beneficiario(quem)
    except BoletoRecusado as recusa:
        raise ValidationError(_("Com estes dados não se emite um boleto. %(motivo)s"), params={"motivo": str(recusa)}) from recusa


@admin.register(ContaBancaria)
class ContaBancariaAdmin(PainelModelAdmin[ContaBancaria]):
    """Accounts at banks, each with its agreement for boletos."""

    form = FormularioDeConta
    list_display = ("descricao", "banco", "agencia", "carteira", "nosso_numero_proximo", "ativo")
    list_filter = ("ativo", "banco")
    search_fields = ("descricao",)
    fieldsets = (
        (None, {"fields": (("descricao", "ativo"), ("banco", "carteira"), ("agencia", "agencia_digito", "posto"))}),
        (_("Conta e convênio"), {"fields": (("conta", "conta_digito"), "beneficiario")}),
        (
            _("Beneficiário, como se imprime"),
            {"fields": (("beneficiario_nome", "beneficiario_cpf_cnpj"), "beneficiario_endereco")},
        ),
        (_("Boleto"), {"fields": (("especie", "aceite"), "local_pagamento", "instrucoes")}),
        (_("Atraso"), {"fields": (("multa_percentual", "juros_ao_mes"),)}),
        (_("Numeração"), {"fields": (("nosso_numero_proximo", "nosso_numero_final"), "remessa_proxima")}),
    )


@admin.register(FormaCobranca)
class FormaCobrancaAdmin(PainelModelAdmin[FormaCobranca]):
    """The ways of charging that the provider offers."""

    list_display = ("descricao", "tipo_cobranca", "conta", "ativo")
    list_filter = ("ativo", "tipo_cobranca")
    search_fields = ("descricao",)
    relacionados = ("conta",)


@admin.register(CobrancaServico)
class CobrancaServicoAdmin(PainelModelAdmin[CobrancaServico]):
    """As many as services: found by the customer's code."""

    list_display = ("codigo", "cliente", "cliente_servico", "dia_vencimento", "forma", "antecipada")
    list_filter = ("forma", "antecipada")
    sortable_by = ()
    ordering = ("-cliente_servico_id",)
    search_fields = ("cliente_servico__cliente__codigo_cliente",)
    search_help_text = _("Código do cliente")
    paginator = PaginadorDeTabelaGrande
    relacionados = ("cliente_servico__cliente", "cliente_servico__plano", "forma")
    autocomplete_fields = ("cliente_servico",)
    fields = ("cliente_servico", ("dia_vencimento", "antecipada"), "forma", "data_inicio")

    @admin.display(description=_("serviço"))
    def codigo(self, cobranca: CobrancaServico) -> str:
        """The service's code, which is the row's own."""
        return str(cobranca.pk)

    @admin.display(description=_("cliente"))
    def cliente(self, cobranca: CobrancaServico) -> str:
        """Whose service it is."""
        return str(cobranca.cliente_servico.cliente)

    def get_readonly_fields(self, request: HttpRequest, obj: CobrancaServico | None = None) -> tuple[str, ...]:  # noqa: ARG002 - Django's own signature
        """It stays with its service, whose key it has."""
        return ("cliente_servico",) if obj else ()

    def procurar(self, linhas: "models.QuerySet[CobrancaServico]", termo: str) -> "models.QuerySet[CobrancaServico]":
        """Those of the services of one customer, by index."""
        codigo = codigo_digitado(termo)
        if codigo is None:
            return linhas.none()
        servicos = ClienteServico.objects.filter(cliente__codigo_cliente=codigo).order_by().values_list("pk", flat=True)
        return linhas.filter(pk__in=list(servicos[:_MAIS_SERVICOS]))
