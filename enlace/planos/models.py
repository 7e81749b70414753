"""The catalogue: technologies, plans and packages."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.core.redes import nome_no_equipamento


class Tecnologia(models.Model):
    """How the customer is reached: FIBRA, WIRELESS and the like."""

    id_tecnologia = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=40, unique=True)

    class Meta:
        db_table = "tecnologia"
        verbose_name = _("tecnologia")
        verbose_name_plural = _("tecnologias")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class Plano(models.Model):
    """A plan on sale or once sold. The contract and its table call it `servico`."""

    id_servico = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100)
    tecnologia = models.ForeignKey(
        Tecnologia, verbose_name=_("tecnologia"), db_column="id_tecnologia", on_delete=models.PROTECT, related_name="planos"
    )
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    velocidade_download = models.PositiveIntegerField(_("download (kbit/s)"))
    velocidade_upload = models.PositiveIntegerField(_("upload (kbit/s)"))
    ativo = models.BooleanField(_("à venda"), default=True)
    # These two have a default in the database as well: the version before inserts plans without naming them.
    disponivel_prospecto = models.BooleanField(
        _("habilitado para prospecto"),
        default=False,
        db_default=False,
        help_text=_("Pode ser oferecido pela API a quem ainda não é cliente."),
    )
    nome_radius = models.CharField(
        _("nome no RADIUS"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[nome_no_equipamento],
        help_text=_("Em branco: ENLACE-SERVICE-código."),
    )
    pool = models.CharField(
        _("pool de IPv4"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[nome_no_equipamento],
        help_text=_("De qual pool do concentrador sai o endereço de quem não tem IPv4 fixo. Em branco: o do próprio concentrador."),
    )
    pool_ipv6 = models.CharField(
        _("pool de prefixos IPv6"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[nome_no_equipamento],
        help_text=_("De qual pool sai o prefixo delegado de quem não tem um fixo."),
    )

    class Meta:
        db_table = "servico"
        verbose_name = _("plano")
        verbose_name_plural = _("planos")
        ordering: ClassVar = ["nome"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(valor__gte=0), name="plano_valor_nao_negativo")]

    def __str__(self) -> str:
        return self.nome


class Pacote(models.Model):
    """Something sold on top of a plan: a fixed IP, television, telephony."""

    id_pacote = models.BigAutoField(_("código"), primary_key=True)
    codigo = models.CharField(_("código do provedor"), max_length=60, null=True, blank=True)  # noqa: DJ001 - contract: null
    descricao = models.CharField(_("descrição"), max_length=100)
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    ativo = models.BooleanField(_("à venda"), default=True)

    class Meta:
        db_table = "pacote"
        verbose_name = _("pacote")
        verbose_name_plural = _("pacotes")
        ordering: ClassVar = ["descricao"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(valor__gte=0), name="pacote_valor_nao_negativo")]
        indexes: ClassVar = [models.Index(fields=["codigo"], name="pacote_codigo")]

    def __str__(self) -> str:
        return self.descricao
