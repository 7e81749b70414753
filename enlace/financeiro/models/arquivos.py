"""What went to a bank and came back: remittances and returns, kept as they were."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.financeiro.models.contas import ContaBancaria
from enlace.financeiro.models.faturas import Fatura, Pagamento


class ArquivoRemessa(models.Model):
    """A file for the bank, numbered in sequence for each account."""

    id_remessa = models.BigAutoField(_("código"), primary_key=True)
    conta = models.ForeignKey(
        ContaBancaria, verbose_name=_("conta"), db_column="id_conta_bancaria", on_delete=models.PROTECT, related_name="remessas"
    )
    numero_sequencial = models.PositiveIntegerField(_("número"))
    gerado_em = models.DateTimeField(_("gerado em"))
    conteudo = models.TextField(_("conteúdo"))

    class Meta:
        db_table = "arquivo_remessa"
        verbose_name = _("remessa")
        verbose_name_plural = _("remessas")
        ordering: ClassVar = ["-id_remessa"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conta", "numero_sequencial"], name="arquivo_remessa_numero_unico"),
        ]

    def __str__(self) -> str:
        return f"Remessa {self.numero_sequencial} de {self.conta}"


class RemessaItem(models.Model):
    """What a remittance asks of the bank about a bill."""

    class Movimento(models.TextChoices):
        ENTRADA = "01", _("Registro")
        BAIXA = "02", _("Pedido de baixa")

    id_remessa_item = models.BigAutoField(_("código"), primary_key=True)
    remessa = models.ForeignKey(
        ArquivoRemessa, verbose_name=_("remessa"), db_column="id_remessa", on_delete=models.CASCADE, related_name="itens"
    )
    fatura = models.ForeignKey(
        Fatura, verbose_name=_("fatura"), db_column="id_fatura", on_delete=models.PROTECT, related_name="remessas"
    )
    movimento = models.CharField(_("movimento"), max_length=2, choices=Movimento.choices)

    class Meta:
        db_table = "remessa_item"
        verbose_name = _("título da remessa")
        verbose_name_plural = _("títulos da remessa")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remessa", "fatura", "movimento"], name="remessa_item_unico"),
        ]

    def __str__(self) -> str:
        return f"{self.get_movimento_display()} da fatura {self.fatura_id}"


class ArquivoRetorno(models.Model):
    """A file from the bank. The same one is read once, by its content and by its number at the account."""

    id_retorno = models.BigAutoField(_("código"), primary_key=True)
    conta = models.ForeignKey(
        ContaBancaria, verbose_name=_("conta"), db_column="id_conta_bancaria", on_delete=models.PROTECT, related_name="retornos"
    )
    numero_sequencial = models.PositiveIntegerField(_("número"))
    gerado_em = models.DateField(_("gerado em"))
    nome = models.CharField(_("arquivo"), max_length=200)
    resumo = models.CharField(_("SHA-256"), max_length=64, unique=True)
    recebido_em = models.DateTimeField(_("lido em"))
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lido por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # The job that carries it out, when it was sent in the panel.
    id_tarefa = models.BigIntegerField(_("tarefa"), null=True, blank=True, editable=False)

    class Meta:
        db_table = "arquivo_retorno"
        verbose_name = _("retorno")
        verbose_name_plural = _("retornos")
        ordering: ClassVar = ["-id_retorno"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conta", "numero_sequencial", "gerado_em"], name="arquivo_retorno_unico"),
        ]

    def __str__(self) -> str:
        return self.nome


class PedidoRemessa(models.Model):
    """A remittance that somebody asked for, made by a job, and what came of it: the file, and what was left out of it and why."""

    id_pedido_remessa = models.BigAutoField(_("código"), primary_key=True)
    conta = models.ForeignKey(
        ContaBancaria,
        verbose_name=_("conta"),
        db_column="id_conta_bancaria",
        on_delete=models.PROTECT,
        related_name="pedidos_de_remessa",
    )
    pedido_em = models.DateTimeField(_("pedido em"))
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("pedido por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    id_tarefa = models.BigIntegerField(_("tarefa"), null=True, blank=True, editable=False)
    terminado_em = models.DateTimeField(_("terminado em"), null=True, blank=True)
    # None when there was nothing to send, or a rule said no (`recusa`).
    remessa = models.OneToOneField(
        ArquivoRemessa,
        verbose_name=_("remessa"),
        db_column="id_remessa",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pedido",
    )
    entradas = models.PositiveIntegerField(_("registros"), default=0)
    baixas = models.PositiveIntegerField(_("baixas"), default=0)
    vencidas = models.PositiveIntegerField(_("vencidas que o banco nunca conheceu"), default=0)
    sobraram = models.BooleanField(_("falta outro arquivo"), default=False)
    # [{"id_fatura", "codigo_cliente", "motivo"}], the first of them; `deixadas_total` counts all.
    deixadas = models.JSONField(_("ficaram de fora"), default=list)
    deixadas_total = models.PositiveIntegerField(_("quantas ficaram de fora"), default=0)
    recusa = models.CharField(_("recusa"), max_length=300, blank=True, default="")

    class Meta:
        db_table = "pedido_remessa"
        verbose_name = _("pedido de remessa")
        verbose_name_plural = _("pedidos de remessa")
        ordering: ClassVar = ["-id_pedido_remessa"]
        constraints: ClassVar = [
            # A second click while the first is being done is the same request.
            models.UniqueConstraint(
                fields=["conta"], condition=models.Q(terminado_em__isnull=True), name="pedido_remessa_um_por_vez"
            ),
        ]

    def __str__(self) -> str:
        return f"Pedido de remessa {self.pk}"


class RetornoOcorrencia(models.Model):
    """What the bank says of one title, and what was done about it. It waits (`PENDENTE`) until its effect is there."""

    class Resultado(models.TextChoices):
        PENDENTE = "pendente", _("Por fazer")
        QUITADA = "quitada", _("Fatura quitada")
        CREDITO = "credito", _("Pagamento em dobro: gerou crédito")
        REGISTRADA = "registrada", _("Registro confirmado")
        REJEITADA = "rejeitada", _("Rejeitada pelo banco")
        BAIXADA = "baixada", _("Baixada no banco")
        DIVERGENTE = "divergente", _("Pagamento a conferir")
        DESCONHECIDA = "desconhecida", _("Título desconhecido")
        IGNORADA = "ignorada", _("Só informação")

    id_retorno_ocorrencia = models.BigAutoField(_("código"), primary_key=True)
    retorno = models.ForeignKey(
        ArquivoRetorno, verbose_name=_("retorno"), db_column="id_retorno", on_delete=models.PROTECT, related_name="ocorrencias"
    )
    linha = models.PositiveIntegerField(_("linha"))
    movimento = models.CharField(_("movimento"), max_length=2)
    nosso_numero = models.BigIntegerField(_("nosso número"), null=True, blank=True)
    fatura = models.ForeignKey(
        Fatura,
        verbose_name=_("fatura"),
        db_column="id_fatura",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retornos",
    )
    pagamento = models.OneToOneField(
        Pagamento,
        verbose_name=_("pagamento"),
        db_column="id_pagamento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retorno",
    )
    valor_pago = models.DecimalField(_("valor pago (R$)"), max_digits=12, decimal_places=2, null=True, blank=True)
    data_ocorrencia = models.DateField(_("data"), null=True, blank=True)
    data_credito = models.DateField(_("creditado em"), null=True, blank=True)
    tarifa = models.DecimalField(_("tarifa (R$)"), max_digits=12, decimal_places=2, null=True, blank=True)
    resultado = models.CharField(_("resultado"), max_length=12, choices=Resultado.choices)
    observacao = models.CharField(_("observação"), max_length=300, blank=True, default="")

    class Meta:
        db_table = "retorno_ocorrencia"
        verbose_name = _("ocorrência do retorno")
        verbose_name_plural = _("ocorrências do retorno")
        ordering: ClassVar = ["retorno", "linha"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["retorno", "linha"], name="retorno_ocorrencia_uma_por_linha"),
        ]
        indexes: ClassVar = [
            # What a reading that was killed left to be done.
            models.Index(fields=["retorno", "linha"], name="retorno_ocorrencia_pendente", condition=models.Q(resultado="pendente")),
        ]

    def __str__(self) -> str:
        return f"Linha {self.linha}: {self.get_resultado_display()}"
