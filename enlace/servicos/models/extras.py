"""What comes with a service: packages, passwords of other systems and signed contracts."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.planos.models import Pacote
from enlace.servicos.models.servico import ClienteServico


class ClienteServicoPacote(models.Model):
    """A package added to a service, at the price of the day it was sold."""

    id_cliente_servico_pacote = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico, verbose_name=_("serviço"), db_column="id_cliente_servico", on_delete=models.CASCADE, related_name="pacotes"
    )
    pacote = models.ForeignKey(
        Pacote, verbose_name=_("pacote"), db_column="id_pacote", on_delete=models.PROTECT, related_name="contratados"
    )
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    observacoes = models.TextField(_("observações"), blank=True, default="")
    data_cadastro = models.DateTimeField(_("adicionado em"))

    class Meta:
        db_table = "cliente_servico_pacote"
        verbose_name = _("pacote do serviço")
        verbose_name_plural = _("pacotes do serviço")
        ordering: ClassVar = ["id_cliente_servico_pacote"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(valor__gte=0), name="servico_pacote_valor_nao_negativo")]

    def __str__(self) -> str:
        return str(self.pacote)


class ClienteServicoSenha(models.Model):
    """A user and password of another system that the provider keeps for a service (television, streaming)."""

    id_cliente_servico_senha = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico, verbose_name=_("serviço"), db_column="id_cliente_servico", on_delete=models.CASCADE, related_name="senhas"
    )
    descricao = models.CharField(_("descrição"), max_length=100)
    usuario = models.CharField(_("usuário"), max_length=100, blank=True, default="")
    senha = models.CharField(_("senha"), max_length=100, blank=True, default="")

    class Meta:
        db_table = "cliente_servico_senha"
        verbose_name = _("senha do serviço")
        verbose_name_plural = _("senhas do serviço")
        ordering: ClassVar = ["id_cliente_servico_senha"]

    def __str__(self) -> str:
        return self.descricao


class Contrato(models.Model):
    """A model of contract that customers sign."""

    id_contrato = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=150)
    validade = models.PositiveSmallIntegerField(_("validade (meses)"), default=12)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "contrato"
        verbose_name = _("modelo de contrato")
        verbose_name_plural = _("modelos de contrato")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class ClienteServicoContrato(models.Model):
    """A contract given to a customer for a service, accepted or not yet."""

    id_cliente_servico_contrato = models.BigAutoField(_("código"), primary_key=True)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.CASCADE,
        related_name="contratos",
    )
    contrato = models.ForeignKey(
        Contrato, verbose_name=_("modelo"), db_column="id_contrato", on_delete=models.PROTECT, related_name="assinados"
    )
    numero_contrato = models.BigIntegerField(_("número"), unique=True)
    data_cadastro = models.DateTimeField(_("emitido em"))
    data_aceito = models.DateTimeField(_("aceito em"), null=True, blank=True)

    class Meta:
        db_table = "cliente_servico_contrato"
        verbose_name = _("contrato do serviço")
        verbose_name_plural = _("contratos do serviço")
        ordering: ClassVar = ["id_cliente_servico_contrato"]

    def __str__(self) -> str:
        return f"{self.numero_contrato} {self.contrato}"
