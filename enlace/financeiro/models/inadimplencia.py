"""Dunning: the notices given and the decisions taken, each with its reason and its article."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.financeiro.models.faturas import Fatura
from enlace.financeiro.models.regras import RegraCobranca
from enlace.servicos.models import ClienteServico


class AvisoDebito(models.Model):
    """The notice of an overdue bill, kept as the proof from which the days to a suspension count.

    `notificado_em` is filled in when a message was handed over to a server or gateway: an unsent notice starts no clock.
    """

    id_aviso_debito = models.BigAutoField(_("código"), primary_key=True)
    fatura = models.OneToOneField(
        Fatura, verbose_name=_("fatura"), db_column="id_fatura", on_delete=models.PROTECT, related_name="aviso"
    )
    criado_em = models.DateTimeField(_("criado em"))
    notificado_em = models.DateTimeField(_("notificado em"), null=True, blank=True)
    canal = models.CharField(_("por"), max_length=40, blank=True, default="")
    texto = models.TextField(_("texto"))

    class Meta:
        db_table = "aviso_debito"
        verbose_name = _("aviso de débito")
        verbose_name_plural = _("avisos de débito")
        ordering: ClassVar = ["-id_aviso_debito"]
        indexes: ClassVar = [
            models.Index(
                fields=["id_aviso_debito"], name="aviso_debito_por_entregar", condition=models.Q(notificado_em__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"Aviso da fatura {self.fatura_id}"


class DecisaoInadimplencia(models.Model):
    """What was decided about a service because of debt: to suspend, to put off, to restore. Only added to."""

    class Acao(models.TextChoices):
        SUSPENDER = "suspender", _("Suspender")
        ADIAR = "adiar", _("Adiar a suspensão")
        RESTABELECER = "restabelecer", _("Restabelecer")

    id_decisao_inadimplencia = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.PROTECT,
        related_name="decisoes_inadimplencia",
    )
    quando = models.DateTimeField(_("quando"))
    dia = models.DateField(_("dia"))
    acao = models.CharField(_("decisão"), max_length=12, choices=Acao.choices)
    motivo = models.CharField(_("motivo"), max_length=300)
    artigo = models.CharField(_("fundamento"), max_length=120)
    faturas = ArrayField(models.BigIntegerField(), verbose_name=_("faturas"))
    regra = models.ForeignKey(
        RegraCobranca, verbose_name=_("regra"), db_column="id_regra_cobranca", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "decisao_inadimplencia"
        verbose_name = _("decisão sobre débito")
        verbose_name_plural = _("decisões sobre débito")
        ordering: ClassVar = ["-id_decisao_inadimplencia"]
        constraints: ClassVar = [
            # A day's run that is repeated puts nothing off twice. Suspended and restored a service may be more than once a day.
            models.UniqueConstraint(
                fields=["cliente_servico", "dia"], condition=models.Q(acao="adiar"), name="decisao_inadimplencia_adia_uma_vez"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_acao_display()} {self.cliente_servico_id} em {self.dia:%d/%m/%Y}"
