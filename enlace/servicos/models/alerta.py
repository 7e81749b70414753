"""Alerts: what the provider wants attendants, chatbots and telephone exchanges to say to some customers for some time."""

from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente, GrupoCliente
from enlace.enderecos.models import Bairro, Cidade
from enlace.rede.models import Equipamento, InterfaceConexao, Pop


class AlertaQuerySet(models.QuerySet["Alerta"]):
    """Alerts, by what they are at an instant."""

    def vigentes(self, *, em: datetime) -> Self:
        """Those that are being said."""
        return self._nao_encerrados(em).filter(data_inicio__lte=em)

    def agendados(self, *, em: datetime) -> Self:
        """Those that begin later."""
        return self._nao_encerrados(em).filter(data_inicio__gt=em)

    def encerrados(self, *, em: datetime) -> Self:
        """Those that are over, or were switched off."""
        return self.filter(Q(ativo=False) | Q(data_fim__lte=em))

    def _nao_encerrados(self, em: datetime) -> Self:
        return self.filter(Q(data_fim__isnull=True) | Q(data_fim__gt=em), ativo=True)


class Alerta(models.Model):
    """A message valid between two instants, for everybody or for those whom one of its targets reaches.

    A place reaches the customers who have a service installed there, a POP, equipment or interface those who have a service
    connected to it; cancelled services do not count. Documentation 4.3, "IMPORTANTE 3".
    """

    class Situacao(models.TextChoices):
        VIGENTE = "vigente", _("Em vigor")
        AGENDADO = "agendado", _("Agendado")
        ENCERRADO = "encerrado", _("Encerrado")

    id_alerta = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, help_text=_("Para a equipe; o cliente não vê."))
    texto_alerta = models.TextField(_("mensagem"))
    data_inicio = models.DateTimeField(_("vale a partir de"))
    data_fim = models.DateTimeField(_("vale até"), null=True, blank=True, help_text=_("Em branco: até ser desativado."))
    ativo = models.BooleanField(_("ativo"), default=True)
    para_todos = models.BooleanField(_("para todos os clientes"), default=False)
    cidades = models.ManyToManyField(Cidade, verbose_name=_("cidades"), blank=True, db_table="alerta_cidade", related_name="+")
    bairros = models.ManyToManyField(Bairro, verbose_name=_("bairros"), blank=True, db_table="alerta_bairro", related_name="+")
    pops = models.ManyToManyField(Pop, verbose_name=_("POPs"), blank=True, db_table="alerta_pop", related_name="+")
    equipamentos = models.ManyToManyField(
        Equipamento, verbose_name=_("equipamentos"), blank=True, db_table="alerta_equipamento", related_name="+"
    )
    interfaces = models.ManyToManyField(
        InterfaceConexao, verbose_name=_("interfaces"), blank=True, db_table="alerta_interface", related_name="+"
    )
    grupos_cliente = models.ManyToManyField(
        GrupoCliente, verbose_name=_("grupos de clientes"), blank=True, db_table="alerta_grupo_cliente", related_name="+"
    )
    clientes = models.ManyToManyField(Cliente, verbose_name=_("clientes"), blank=True, db_table="alerta_cliente", related_name="+")

    objects = AlertaQuerySet.as_manager()

    class Meta:
        db_table = "alerta"
        verbose_name = _("alerta")
        verbose_name_plural = _("alertas")
        ordering: ClassVar = ["-data_inicio"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(data_fim__isnull=True) | Q(data_fim__gt=F("data_inicio")), name="alerta_termina_depois_de_comecar"
            )
        ]

    def __str__(self) -> str:
        return self.descricao

    def situacao(self, *, em: datetime) -> Situacao:
        """What it is at an instant."""
        if not self.ativo or (self.data_fim is not None and self.data_fim <= em):
            return self.Situacao.ENCERRADO
        return self.Situacao.AGENDADO if self.data_inicio > em else self.Situacao.VIGENTE

    def clean(self) -> None:
        """Refuse an alert that ends before it begins."""
        super().clean()
        if self.data_inicio and self.data_fim and self.data_fim <= self.data_inicio:
            raise ValidationError({"data_fim": _("O fim deve ser depois do início.")})
