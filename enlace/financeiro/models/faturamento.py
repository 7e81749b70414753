"""The monthly run: how far it got and what it could not do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente


class Faturamento(models.Model):
    """One run over the customers of a due date. It is resumed where it stopped: `ultimo_cliente` moves with each batch's bills."""

    id_faturamento = models.BigAutoField(_("código"), primary_key=True)
    data_vencimento = models.DateField(_("vencimento"))
    iniciado_em = models.DateTimeField(_("iniciado em"))
    terminado_em = models.DateTimeField(_("terminado em"), null=True, blank=True)
    # The customers are walked by key; all up to this one are done.
    ultimo_cliente = models.BigIntegerField(_("último cliente feito"), default=0)
    clientes = models.PositiveIntegerField(_("clientes vistos"), default=0)
    faturas = models.PositiveIntegerField(_("faturas emitidas"), default=0)
    valor = models.DecimalField(_("valor emitido (R$)"), max_digits=14, decimal_places=2, default=0)
    # What people who wait are told: of how many customers, and when the last batch was done, by the database's clock.
    total = models.PositiveIntegerField(_("clientes a ver"), null=True, blank=True)
    andou_em = models.DateTimeField(_("andou em"), null=True, blank=True)
    # Asked for with the run, so that a run that is resumed is still the same one.
    refazer = models.BooleanField(_("cobrar de novo o que foi cancelado"), db_default=False)
    # The job that does it, when people asked for it in the panel; and the rule that stopped it, in words.
    id_tarefa = models.BigIntegerField(_("tarefa"), null=True, blank=True, editable=False)
    parada = models.CharField(_("parou porque"), max_length=300, blank=True, db_default="")
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("pedido por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        db_table = "faturamento"
        verbose_name = _("faturamento")
        verbose_name_plural = _("faturamentos")
        ordering: ClassVar = ["-id_faturamento"]
        constraints: ClassVar = [
            # Two that run at once for one due date share a row, and with it the progress.
            models.UniqueConstraint(
                fields=["data_vencimento"], condition=Q(terminado_em__isnull=True), name="faturamento_um_em_andamento"
            )
        ]

    def __str__(self) -> str:
        return f"Faturamento de {self.data_vencimento:%d/%m/%Y}"


class FaturamentoOcorrencia(models.Model):
    """A customer who could not be billed in a run, and why: to be mended by a person, then run again."""

    id_faturamento_ocorrencia = models.BigAutoField(_("código"), primary_key=True)
    faturamento = models.ForeignKey(
        Faturamento,
        verbose_name=_("faturamento"),
        db_column="id_faturamento",
        on_delete=models.CASCADE,
        related_name="ocorrencias",
    )
    cliente = models.ForeignKey(
        Cliente, verbose_name=_("cliente"), db_column="id_cliente", on_delete=models.CASCADE, related_name="+"
    )
    motivo = models.CharField(_("motivo"), max_length=300)

    class Meta:
        db_table = "faturamento_ocorrencia"
        verbose_name = _("cliente não faturado")
        verbose_name_plural = _("clientes não faturados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["faturamento", "cliente"], name="faturamento_ocorrencia_unica"),
        ]

    def __str__(self) -> str:
        return self.motivo
