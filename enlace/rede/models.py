"""POPs, equipment, interfaces, service zones and optical boxes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.enderecos.models import Endereco


class Fabricante(models.Model):
    """Who makes the equipment; RADIUS attributes depend on it."""

    class Dialeto(models.TextChoices):
        MIKROTIK = "mikrotik", "MikroTik"
        HUAWEI = "huawei", "Huawei"
        JUNIPER = "juniper", "Juniper"
        CISCO = "cisco", "Cisco"
        PADRAO = "padrao", _("Só atributos comuns (WISPr)")

    id_fabricante = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=60, unique=True)
    dialeto_radius = models.CharField(
        _("atributos no RADIUS"),
        max_length=10,
        choices=Dialeto.choices,
        default=Dialeto.PADRAO,
        db_default=Dialeto.PADRAO,
        help_text=_("Em que atributos os equipamentos deste fabricante entendem a velocidade e o bloqueio."),
    )

    class Meta:
        db_table = "fabricante"
        verbose_name = _("fabricante")
        verbose_name_plural = _("fabricantes")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class ModeloEquipamento(models.Model):
    """A maker's model."""

    id_modelo_equipamento = models.BigAutoField(_("código"), primary_key=True)
    fabricante = models.ForeignKey(
        Fabricante, verbose_name=_("fabricante"), db_column="id_fabricante", on_delete=models.PROTECT, related_name="modelos"
    )
    nome = models.CharField(_("modelo"), max_length=60)

    class Meta:
        db_table = "modelo_equipamento"
        verbose_name = _("modelo de equipamento")
        verbose_name_plural = _("modelos de equipamento")
        ordering: ClassVar = ["fabricante", "nome"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["fabricante", "nome"], name="modelo_unico_no_fabricante")]

    def __str__(self) -> str:
        return f"{self.fabricante} {self.nome}"


class Pop(models.Model):
    """A point of presence: the place where equipment stands."""

    id_pop = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    endereco = models.ForeignKey(
        Endereco,
        verbose_name=_("endereço"),
        db_column="id_endereco_numero",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        db_table = "pop"
        verbose_name = _("POP")
        verbose_name_plural = _("POPs")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class Equipamento(models.Model):
    """A router, switch, OLT or radio of the provider."""

    id_equipamento = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100)
    pop = models.ForeignKey(
        Pop, verbose_name=_("POP"), db_column="id_pop", on_delete=models.PROTECT, null=True, blank=True, related_name="equipamentos"
    )
    modelo = models.ForeignKey(
        ModeloEquipamento,
        verbose_name=_("modelo"),
        db_column="id_modelo_equipamento",
        on_delete=models.PROTECT,
        related_name="equipamentos",
    )
    # Not unique: providers re-use private addresses behind different borders.
    ipv4 = models.GenericIPAddressField(_("IPv4"), protocol="IPv4", null=True, blank=True)
    ipv6 = models.GenericIPAddressField(_("IPv6"), protocol="IPv6", null=True, blank=True)

    class Meta:
        db_table = "equipamento"
        verbose_name = _("equipamento")
        verbose_name_plural = _("equipamentos")
        ordering: ClassVar = ["-id_equipamento"]

    def __str__(self) -> str:
        return self.nome


class InterfaceConexao(models.Model):
    """A port of an equipment to which customers or other equipment are connected."""

    class Tipo(models.TextChoices):
        GPON = "gpon", "GPON"
        EPON = "epon", "EPON"
        XGSPON = "xgspon", "XGS-PON"
        ETHERNET = "ethernet", "Ethernet"
        WIRELESS = "wireless", "Wireless"
        VLAN = "vlan", "VLAN"
        BRIDGE = "bridge", "Bridge"

    id_interface_conexao = models.BigAutoField(_("código"), primary_key=True)
    equipamento = models.ForeignKey(
        Equipamento,
        verbose_name=_("equipamento"),
        db_column="id_equipamento",
        on_delete=models.PROTECT,
        related_name="interfaces",
    )
    nome = models.CharField(_("nome"), max_length=100)
    descricao = models.CharField(_("descrição"), max_length=200, null=True, blank=True)  # noqa: DJ001 - contract: null
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices)
    called_sid = models.CharField(_("Called-Station-Id"), max_length=100, null=True, blank=True)  # noqa: DJ001 - contract: null

    class Meta:
        db_table = "interface_conexao"
        verbose_name = _("interface")
        verbose_name_plural = _("interfaces")
        ordering: ClassVar = ["equipamento", "nome"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["equipamento", "nome"], name="interface_unica_no_equipamento"),
            models.CheckConstraint(condition=~Q(nome=""), name="interface_com_nome"),
        ]

    def __str__(self) -> str:
        return f"{self.equipamento} {self.nome}"


class ZonaAtendimento(models.Model):
    """An area served by a set of interfaces, as the technicians divide the field."""

    id_zona_atendimento = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    descricao = models.CharField(_("descrição"), max_length=200, null=True, blank=True)  # noqa: DJ001 - contract: null
    interfaces = models.ManyToManyField(
        InterfaceConexao, verbose_name=_("interfaces"), blank=True, related_name="zonas", db_table="zona_atendimento_interface"
    )

    class Meta:
        db_table = "zona_atendimento"
        verbose_name = _("zona de atendimento")
        verbose_name_plural = _("zonas de atendimento")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class CaixaOptica(models.Model):
    """An optical termination box on the street, with numbered ports."""

    id_caixa_optica = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    interface = models.ForeignKey(
        InterfaceConexao,
        verbose_name=_("interface que a alimenta"),
        db_column="id_interface_conexao",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="caixas",
    )

    class Meta:
        db_table = "caixa_optica"
        verbose_name = _("caixa óptica")
        verbose_name_plural = _("caixas ópticas")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class PortaAtendimento(models.Model):
    """A port of an optical box; at most one service is connected to it (a constraint of `cliente_servico`)."""

    id_porta_atendimento = models.BigAutoField(_("código"), primary_key=True)
    caixa = models.ForeignKey(
        CaixaOptica, verbose_name=_("caixa óptica"), db_column="id_caixa_optica", on_delete=models.PROTECT, related_name="portas"
    )
    numero = models.PositiveSmallIntegerField(_("número"))

    class Meta:
        db_table = "porta_atendimento"
        verbose_name = _("porta de atendimento")
        verbose_name_plural = _("portas de atendimento")
        ordering: ClassVar = ["caixa", "numero"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["caixa", "numero"], name="porta_unica_na_caixa")]

    def __str__(self) -> str:
        return f"{self.caixa} / {self.numero}"
