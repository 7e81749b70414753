"""Equipment that asks this server, the accounting table and the log of accesses."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.radius.impedimento import Impedimento
from enlace.radius.nas.resposta import Resposta, Resultado
from enlace.rede.models import Equipamento
from enlace.servicos.models import ClienteServico

# The secret goes through FreeRADIUS's configuration of clients as text.
segredo_imprimivel = RegexValidator(r"\A[!-~]*\Z", _("Use só letras sem acento, números e sinais, sem espaços."))


class Nas(models.Model):
    """A concentrator: equipment that asks this server who may connect (RFC 2865's network access server).

    It is known by the address its packets come from. A new or changed one is known to FreeRADIUS within seconds.
    """

    id_nas = models.BigAutoField(_("código"), primary_key=True)
    equipamento = models.OneToOneField(
        Equipamento, verbose_name=_("equipamento"), db_column="id_equipamento", on_delete=models.PROTECT, related_name="nas"
    )
    endereco = models.GenericIPAddressField(
        _("endereço"), unique=True, help_text=_("De onde chegam os pacotes dele, e para onde vão os pedidos de desconexão.")
    )
    segredo = models.CharField(
        _("segredo"), max_length=128, validators=[MinLengthValidator(8), segredo_imprimivel], help_text=_("O mesmo do equipamento.")
    )
    porta_incoming = models.PositiveIntegerField(
        _("porta INCOMING"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(65535)],
        help_text=_("Onde ele aceita desconexões e mudanças (RFC 5176): 3799, ou 1700. Em branco: não aceita."),
    )
    exige_message_authenticator = models.BooleanField(
        _("exige Message-Authenticator"),
        default=False,
        help_text=_("Recusa pedidos sem assinatura (CVE-2024-3596). Marque se o equipamento assina: RouterOS 7.15 ou mais novo."),
    )
    ativo = models.BooleanField(_("ativo"), default=True, help_text=_("Um inativo não recebe resposta."))

    class Meta:
        db_table = "nas"
        verbose_name = _("concentrador (NAS)")
        verbose_name_plural = _("concentradores (NAS)")
        ordering: ClassVar = ["equipamento"]

    def __str__(self) -> str:
        return f"{self.equipamento} ({self.endereco})"


class Sessao(models.Model):
    """One connection of a customer, open while `acctstoptime` is empty.

    The table is made in SQL by the first migration: it is partitioned, which Django does not express. Sessions are written by
    the database function that FreeRADIUS calls, never by this class.
    """

    radacctid = models.BigAutoField(primary_key=True)
    acctsessionid = models.TextField()
    acctuniqueid = models.TextField()
    username = models.TextField(_("login"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    # Fixed when the session begins: a login that a cancelled service freed may belong to another customer later, and who had
    # an address at an instant must not change with it (Marco Civil, art. 13).
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="sessoes",
    )
    nasipaddress = models.GenericIPAddressField(_("NAS"))
    nasportid = models.TextField(null=True)  # noqa: DJ001 - FreeRADIUS's column
    nasporttype = models.TextField(null=True)  # noqa: DJ001 - FreeRADIUS's column
    acctstarttime = models.DateTimeField(_("início"))
    acctupdatetime = models.DateTimeField(_("último sinal"), null=True)
    acctstoptime = models.DateTimeField(_("fim"), null=True)
    acctsessiontime = models.BigIntegerField(_("duração (s)"), null=True)
    acctinputoctets = models.BigIntegerField(_("enviado pelo cliente (octetos)"), null=True)
    acctoutputoctets = models.BigIntegerField(_("recebido pelo cliente (octetos)"), null=True)
    calledstationid = models.TextField(null=True)  # noqa: DJ001 - FreeRADIUS's column
    callingstationid = models.TextField(_("MAC"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    acctterminatecause = models.TextField(_("motivo do fim"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    framedipaddress = models.GenericIPAddressField(_("IPv4"), null=True)

    class Meta:
        managed = False
        db_table = "radacct"
        verbose_name = _("sessão")
        verbose_name_plural = _("sessões")
        ordering: ClassVar = ["-acctstarttime"]

    def __str__(self) -> str:
        return f"{self.username} {self.acctstarttime}"


class PedidoAoNas(models.Model):
    """What was asked of a concentrator about one session, and how it ended: why a customer came back, or did not.

    Also what could not be asked, with the reason; kept as long as the log of accesses.
    """

    class Tipo(models.TextChoices):
        DESCONEXAO = "desconexao", _("Desconexão")
        MUDANCA = "mudanca", _("Mudança de velocidade")

    class Origem(models.TextChoices):
        API = "api", _("API")
        PAINEL = "painel", _("Painel")
        AUTOMATICO = "automatico", _("Automático")

    id_pedido_ao_nas = models.BigAutoField(_("código"), primary_key=True)
    quando = models.DateTimeField(_("quando"), db_index=True)
    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices)
    origem = models.CharField(_("origem"), max_length=10, choices=Origem.choices)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.PROTECT,
        null=True,
        related_name="pedidos_ao_nas",
    )
    login = models.TextField(_("login"))
    acctuniqueid = models.TextField()
    acctsessionid = models.TextField(_("sessão"))
    nas = models.ForeignKey(
        Nas, verbose_name=_("concentrador (NAS)"), db_column="id_nas", on_delete=models.SET_NULL, null=True, related_name="pedidos"
    )
    # Kept when the concentrator leaves the register, and known when it never was there.
    endereco_nas = models.GenericIPAddressField(_("endereço do concentrador"))
    resultado = models.CharField(_("resultado"), max_length=20, choices=[*Resultado.choices, *Impedimento.choices])
    # Error-Cause is whatever 32 bits the NAS likes.
    causa = models.BigIntegerField(_("motivo (Error-Cause)"), null=True)
    detalhe = models.CharField(_("detalhe"), max_length=200, blank=True)
    envios = models.PositiveSmallIntegerField(_("vezes enviado"), default=0)

    class Meta:
        db_table = "pedido_ao_nas"
        verbose_name = _("pedido ao concentrador")
        verbose_name_plural = _("pedidos aos concentradores")
        ordering: ClassVar = ["-quando"]
        indexes: ClassVar = [
            models.Index(fields=["cliente_servico", "-quando"], name="pedido_ao_nas_servico"),
            models.Index(fields=["nas", "-quando"], name="pedido_ao_nas_nas"),
            models.Index(fields=["acctuniqueid", "quando"], name="pedido_ao_nas_sessao"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.login}"

    @property
    def explicacao(self) -> str:
        """What happened and what to check, for a person at the provider."""
        if self.resultado in Impedimento.values:
            return Impedimento(self.resultado).explicacao
        return Resposta(Resultado(self.resultado), self.causa, self.detalhe).explicacao
