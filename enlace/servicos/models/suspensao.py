"""From when to when a service was suspended for debt."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.servicos.models.servico import ClienteServico


class Suspensao(models.Model):
    """One suspension for debt. Bills leave its days out where the provider's rules say so; rescission counts from its beginning."""

    id_suspensao = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.CASCADE,
        related_name="suspensoes",
    )
    inicio = models.DateTimeField(_("suspenso em"))
    fim = models.DateTimeField(_("até"), null=True, blank=True)

    class Meta:
        db_table = "cliente_servico_suspensao"
        verbose_name = _("suspensão por débito")
        verbose_name_plural = _("suspensões por débito")
        ordering: ClassVar = ["-id_suspensao"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fim__isnull=True) | Q(fim__gte=F("inicio")), name="suspensao_termina_depois"),
            models.UniqueConstraint(fields=["cliente_servico"], condition=Q(fim__isnull=True), name="suspensao_uma_de_cada_vez"),
        ]

    def __str__(self) -> str:
        return f"Suspensão {self.pk}"
