"""Services that stand still because their customers asked for it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.servicos.models.servico import ClienteServico


class PausaQuerySet(models.QuerySet["Pausa"]):
    """Pauses, by what matters of them today."""

    def abertas(self) -> Self:
        """Those that have not ended."""
        return self.filter(fim__isnull=True)

    def vencidas(self, *, em: date) -> Self:
        """Those whose last day is over and that nobody has ended."""
        return self.abertas().filter(ate__lt=em)


class Pausa(models.Model):
    """One suspension at the customer's request, from `inicio` to the end of the day `ate`; `fim`: when it really ended.

    Not a `Suspensao`, which is for debt, and whose days a rule may charge: those of a pause never are (`leitura_do_lote`).
    """

    id_pausa = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico, verbose_name=_("serviço"), db_column="id_cliente_servico", on_delete=models.CASCADE, related_name="pausas"
    )
    inicio = models.DateTimeField(_("suspenso em"))
    ate = models.DateField(_("até o fim de"))
    fim = models.DateTimeField(_("voltou em"), null=True, blank=True)

    objects = PausaQuerySet.as_manager()

    class Meta:
        db_table = "cliente_servico_pausa"
        verbose_name = _("suspensão a pedido")
        verbose_name_plural = _("suspensões a pedido")
        ordering: ClassVar = ["-id_pausa"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fim__isnull=True) | Q(fim__gte=F("inicio")), name="pausa_termina_depois"),
            models.UniqueConstraint(fields=["cliente_servico"], condition=Q(fim__isnull=True), name="pausa_uma_de_cada_vez"),
        ]
        # What the clock asks every hour.
        indexes: ClassVar = [models.Index(fields=["ate"], name="pausa_vence", condition=Q(fim__isnull=True))]

    def __str__(self) -> str:
        return f"Suspensão a pedido {self.pk}"
