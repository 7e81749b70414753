"""The dated rules of charging and dunning, and local holidays."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RegraCobranca(models.Model):
    """How the provider charges and duns from a day on. The one with the latest day up to today is in force.

    Bounds are the RGC's (Anatel, resolução 765/2023); what the law leaves open or courts dispute is a choice of the provider.
    """

    id_regra_cobranca = models.BigAutoField(_("código"), primary_key=True)
    vigente_desde = models.DateField(_("vale a partir de"), unique=True)
    dias_do_periodo_ao_vencimento = models.PositiveSmallIntegerField(
        _("dias entre o fim do período e o vencimento"),
        default=1,
        validators=[MaxValueValidator(28)],
        help_text=_("Com 1, a fatura do dia 10 cobra do dia 9 do mês anterior até o dia 9, sem incluí-lo."),
    )
    dias_de_antecedencia = models.PositiveSmallIntegerField(
        _("emitir faturas tantos dias antes do vencimento"), default=10, validators=[MaxValueValidator(60)]
    )
    enviar_dias_antes = models.PositiveSmallIntegerField(
        _("enviar faturas por e-mail tantos dias antes do vencimento"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60)],
        help_text=_("Em branco: não são enviadas sozinhas."),
    )
    cobra_durante_suspensao = models.BooleanField(
        _("cobrar os dias em que o serviço esteve suspenso"), default=False, help_text=_("Cobrá-los é contestado na Justiça.")
    )
    dias_para_avisar = models.PositiveSmallIntegerField(_("avisar do débito tantos dias depois do vencimento"), default=1)
    dias_para_suspender = models.PositiveSmallIntegerField(
        _("suspender tantos dias depois do aviso"),
        default=15,
        validators=[MinValueValidator(15)],
        help_text=_("No mínimo 15, contados do aviso registrado (RGC)."),
    )
    suspende_de_sexta_a_domingo = models.BooleanField(_("suspender de sexta a domingo"), default=False)
    suspende_em_feriado = models.BooleanField(_("suspender em feriados e vésperas"), default=False)
    # States whose law leaves those days free; there the two fields above do not hold back.
    ufs_sem_restricao = ArrayField(
        models.CharField(max_length=2), verbose_name=_("estados sem essas restrições"), default=list, blank=True
    )

    class Meta:
        db_table = "regra_cobranca"
        verbose_name = _("regra de cobrança")
        verbose_name_plural = _("regras de cobrança")
        ordering: ClassVar = ["-vigente_desde"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dias_para_suspender__gte=15), name="regra_cobranca_quinze_dias"),
            models.CheckConstraint(condition=Q(dias_do_periodo_ao_vencimento__lte=28), name="regra_cobranca_periodo"),
        ]

    def __str__(self) -> str:
        return f"Regras desde {self.vigente_desde:%d/%m/%Y}"

    @classmethod
    def em(cls, dia: date) -> "RegraCobranca":
        """The rules in force on a day; before the first row, the first row's."""
        vigente = cls.objects.filter(vigente_desde__lte=dia).order_by("-vigente_desde").first()
        return vigente or cls.objects.order_by("vigente_desde")[0]


class FeriadoLocal(models.Model):
    """A holiday of the provider's city or state, besides the national ones that `calendario.py` knows."""

    data = models.DateField(_("data"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100)

    class Meta:
        db_table = "feriado_local"
        verbose_name = _("feriado local")
        verbose_name_plural = _("feriados locais")
        ordering: ClassVar = ["-data"]

    def __str__(self) -> str:
        return f"{self.data:%d/%m/%Y} {self.descricao}"
