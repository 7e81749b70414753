"""Through which account a customer is charged, and when."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.core.db import SemMascaraField
from enlace.core.documentos import cpf_cnpj_valido, normalizar_cpf_cnpj
from enlace.financeiro.boleto.bancos import BANCOS
from enlace.financeiro.calculo import JUROS_MAXIMOS, MULTA_MAXIMA
from enlace.servicos.models import ClienteServico

_SO_NUMEROS = RegexValidator(r"^[0-9]*$", _("Só números."))


class TipoCobranca(models.TextChoices):
    """How the money comes, as `tipo_cobranca` says it on the wire."""

    BOLETO = "boleto_bancario", _("Boleto bancário")
    DEBITO = "debito_conta_corrente", _("Débito em conta corrente")
    CARTAO = "cartao_credito", _("Cartão de crédito")
    PIX = "pix", _("Pix")
    DINHEIRO = "dinheiro", _("Dinheiro")


class ContaBancaria(models.Model):
    """An account of the provider at a bank with its agreement for boletos: what is printed, charged and numbered there."""

    id_conta_bancaria = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)
    banco = models.CharField(_("banco"), max_length=3, choices=[(codigo, f"{codigo} {b.NOME}") for codigo, b in BANCOS.items()])
    agencia = models.CharField(_("agência"), max_length=6, validators=[_SO_NUMEROS], help_text=_("Sem o dígito."))
    agencia_digito = models.CharField(_("dígito da agência"), max_length=1, blank=True, default="")
    posto = models.CharField(_("posto"), max_length=2, blank=True, default="", validators=[_SO_NUMEROS], help_text=_("Só Sicredi."))
    conta = models.CharField(_("conta corrente"), max_length=12, blank=True, default="", validators=[_SO_NUMEROS])
    conta_digito = models.CharField(_("dígito da conta"), max_length=1, blank=True, default="")
    beneficiario = models.CharField(
        _("código do beneficiário"),
        max_length=12,
        blank=True,
        default="",
        validators=[_SO_NUMEROS],
        help_text=_("Com o dígito, se o banco o inclui no código. No Banco do Brasil, o convênio."),
    )
    carteira = models.CharField(_("carteira"), max_length=3, validators=[_SO_NUMEROS])
    beneficiario_nome = models.CharField(_("nome do beneficiário"), max_length=100)
    beneficiario_cpf_cnpj = SemMascaraField(_("CPF/CNPJ do beneficiário"), max_length=14, mascara=4, normalizar=normalizar_cpf_cnpj)
    beneficiario_endereco = models.CharField(_("endereço do beneficiário"), max_length=200, blank=True, default="")
    especie = models.CharField(_("espécie do documento"), max_length=3, default="DS")
    aceite = models.CharField(_("aceite"), max_length=1, choices=[("N", _("Não")), ("S", _("Sim"))], default="N")
    local_pagamento = models.CharField(
        _("local de pagamento"), max_length=100, default="PAGÁVEL EM QUALQUER BANCO ATÉ O VENCIMENTO"
    )
    instrucoes = models.TextField(_("instruções ao caixa"), blank=True, default="", max_length=600)
    multa_percentual = models.DecimalField(
        _("multa (%)"),
        max_digits=4,
        decimal_places=2,
        default=MULTA_MAXIMA,
        validators=[MinValueValidator(0), MaxValueValidator(MULTA_MAXIMA)],
    )
    juros_ao_mes = models.DecimalField(
        _("juros ao mês (%)"),
        max_digits=4,
        decimal_places=2,
        default=JUROS_MAXIMOS,
        validators=[MinValueValidator(0), MaxValueValidator(JUROS_MAXIMOS)],
    )
    nosso_numero_proximo = models.BigIntegerField(_("próximo nosso número"), default=1, validators=[MinValueValidator(1)])
    nosso_numero_final = models.BigIntegerField(
        _("último nosso número"), null=True, blank=True, help_text=_("Fim da faixa que o banco cedeu. Em branco: sem fim.")
    )
    remessa_proxima = models.PositiveIntegerField(_("próxima remessa"), default=1, validators=[MinValueValidator(1)])
    ativo = models.BooleanField(_("ativa"), default=True)

    class Meta:
        db_table = "conta_bancaria"
        verbose_name = _("conta bancária")
        verbose_name_plural = _("contas bancárias")
        ordering: ClassVar = ["descricao"]
        constraints: ClassVar = [
            # Above these the law gives the money back to the customer (calculo.py names it).
            models.CheckConstraint(
                condition=Q(multa_percentual__gte=0, multa_percentual__lte=2), name="conta_bancaria_multa_legal"
            ),
            models.CheckConstraint(condition=Q(juros_ao_mes__gte=0, juros_ao_mes__lte=1), name="conta_bancaria_juros_legais"),
            models.CheckConstraint(
                condition=Q(nosso_numero_proximo__gte=1)
                & (Q(nosso_numero_final__isnull=True) | Q(nosso_numero_proximo__lte=F("nosso_numero_final") + 1)),
                name="conta_bancaria_faixa",
                violation_error_message=_("O próximo nosso número está fora da faixa."),
            ),
        ]

    def __str__(self) -> str:
        return self.descricao

    def clean(self) -> None:
        """Refuse a beneficiary whose document is wrong: banks refuse every title of it."""
        super().clean()
        if self.beneficiario_cpf_cnpj and not cpf_cnpj_valido(self.beneficiario_cpf_cnpj):
            raise ValidationError({"beneficiario_cpf_cnpj": _("Os dígitos verificadores não conferem.")})


class FormaCobranca(models.Model):
    """A way to be charged that the provider offers: boleto of this account, debit, Pix, at the counter."""

    id_forma_cobranca = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)
    tipo_cobranca = models.CharField(_("tipo"), max_length=30, choices=TipoCobranca.choices)
    conta = models.ForeignKey(
        ContaBancaria,
        verbose_name=_("conta"),
        db_column="id_conta_bancaria",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="formas",
    )
    ativo = models.BooleanField(_("ativa"), default=True)

    class Meta:
        db_table = "forma_cobranca"
        verbose_name = _("forma de cobrança")
        verbose_name_plural = _("formas de cobrança")
        ordering: ClassVar = ["descricao"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(tipo_cobranca="boleto_bancario") | Q(conta__isnull=False),
                name="forma_cobranca_boleto_tem_conta",
                violation_error_message=_("Boleto precisa de uma conta bancária."),
            )
        ]

    def __str__(self) -> str:
        return self.descricao


class CobrancaServico(models.Model):
    """When and how a service is charged. A service without it is never billed; the monthly run says how many there are."""

    cliente_servico = models.OneToOneField(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="cobranca",
    )
    dia_vencimento = models.PositiveSmallIntegerField(
        _("dia do vencimento"),
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Nos meses mais curtos, o último dia."),
    )
    forma = models.ForeignKey(
        FormaCobranca,
        verbose_name=_("forma de cobrança"),
        db_column="id_forma_cobranca",
        on_delete=models.PROTECT,
        related_name="servicos",
    )
    antecipada = models.BooleanField(
        _("antecipada"), default=False, help_text=_("Marcada, a fatura cobra o mês que começa no vencimento; senão, o que termina.")
    )
    data_inicio = models.DateField(
        _("cobrar a partir de"), null=True, blank=True, help_text=_("Em branco: da habilitação do serviço.")
    )

    class Meta:
        db_table = "cobranca_servico"
        verbose_name = _("cobrança do serviço")
        verbose_name_plural = _("cobranças dos serviços")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dia_vencimento__gte=1, dia_vencimento__lte=31), name="cobranca_servico_dia"),
        ]
        indexes: ClassVar = [models.Index(fields=["dia_vencimento", "cliente_servico"], name="cobranca_servico_por_dia")]

    def __str__(self) -> str:
        return f"{self.cliente_servico} (dia {self.dia_vencimento})"
