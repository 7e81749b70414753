"""Trust unblocks: a suspended service that works for some days on its customer's word."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.servicos.models.servico import ClienteServico, ServicoStatus


class DesbloqueioConfiancaQuerySet(models.QuerySet["DesbloqueioConfianca"]):
    """Trust unblocks, by what matters of them today."""

    def ativos(self) -> Self:
        """Those in force: their services work on trust."""
        return self.filter(situacao=DesbloqueioConfianca.Situacao.ATIVO)

    def vencidos(self, *, em: date) -> Self:
        """Those in force whose last day is over."""
        return self.ativos().filter(ate__lt=em)


class DesbloqueioConfianca(models.Model):
    """One trust unblock (documentation 4.4): the service works to the end of the day `ate`, at the provider's clock."""

    class Situacao(models.TextChoices):
        ATIVO = "ativo", _("Em vigor")
        # What it rested on was paid, cancelled or renegotiated: the service stays.
        RETIRADO = "retirado", _("Débito resolvido")
        # The date ended and the service went back to where it was.
        ENCERRADO = "encerrado", _("Suspenso de novo")
        # Cancelled, or given another state by a person, before the date ended.
        INTERROMPIDO = "interrompido", _("Interrompido")

    id_desbloqueio_confianca = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.CASCADE,
        related_name="desbloqueios",
    )
    pedido_em = models.DateTimeField(_("pedido em"))
    dias = models.PositiveSmallIntegerField(_("dias"), validators=[MinValueValidator(1)])
    ate = models.DateField(_("até o fim de"))
    estado_anterior = models.ForeignKey(
        ServicoStatus, verbose_name=_("estado anterior"), db_column="status_anterior", on_delete=models.PROTECT, related_name="+"
    )
    # Suspended by the clock for bills that are known, or by people (or another system) for reasons that only they know.
    suspenso_por_fatura = models.BooleanField(_("suspenso pelas faturas"))
    situacao = models.CharField(_("situação"), max_length=12, choices=Situacao.choices, default=Situacao.ATIVO)
    encerrado_em = models.DateTimeField(_("encerrado em"), null=True, blank=True)

    objects = DesbloqueioConfiancaQuerySet.as_manager()

    class Meta:
        db_table = "desbloqueio_confianca"
        verbose_name = _("desbloqueio em confiança")
        verbose_name_plural = _("desbloqueios em confiança")
        ordering: ClassVar = ["-id_desbloqueio_confianca"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cliente_servico"], condition=Q(situacao="ativo"), name="desbloqueio_confianca_um_de_cada_vez"
            ),
            models.CheckConstraint(condition=Q(dias__gte=1), name="desbloqueio_confianca_de_um_dia"),
            models.CheckConstraint(
                condition=Q(situacao="ativo", encerrado_em__isnull=True)
                | (~Q(situacao="ativo") & Q(encerrado_em__isnull=False, encerrado_em__gte=F("pedido_em"))),
                name="desbloqueio_confianca_encerrado_tem_data",
            ),
        ]
        indexes: ClassVar = [
            # What the clock asks every minute.
            models.Index(fields=["ate"], name="desbloqueio_confianca_vence", condition=Q(situacao="ativo"))
        ]

    def __str__(self) -> str:
        return f"Desbloqueio em confiança {self.pk}"
