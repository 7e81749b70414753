"""Equipment that asks this server, the accounting table, the log of accesses, and who was told whose an address was."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.models import Registro
from enlace.core.redes import PrefixoIPv6Field
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
    acctsessionid = models.TextField(_("número no concentrador"))
    acctuniqueid = models.TextField(_("identidade"))
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
    # Where its packets come from, which is how a NAS is known (`Nas.endereco`).
    nas_origem = models.GenericIPAddressField(_("origem dos pacotes"), null=True)
    nasportid = models.TextField(_("porta"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    nasporttype = models.TextField(null=True)  # noqa: DJ001 - FreeRADIUS's column
    acctstarttime = models.DateTimeField(_("início"))
    acctupdatetime = models.DateTimeField(_("último sinal"), null=True)
    acctstoptime = models.DateTimeField(_("fim"), null=True)
    acctsessiontime = models.BigIntegerField(_("duração (s)"), null=True)
    acctinputoctets = models.BigIntegerField(_("enviado pelo cliente (octetos)"), null=True)
    acctoutputoctets = models.BigIntegerField(_("recebido pelo cliente (octetos)"), null=True)
    calledstationid = models.TextField(_("ponto de acesso"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    callingstationid = models.TextField(_("MAC"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    acctterminatecause = models.TextField(_("motivo do fim"), null=True)  # noqa: DJ001 - FreeRADIUS's column
    framedipaddress = models.GenericIPAddressField(_("IPv4"), null=True)
    framedipv6address = models.GenericIPAddressField(_("IPv6"), null=True)
    framedipv6prefix = PrefixoIPv6Field(_("prefixo IPv6 (WAN)"), null=True)
    delegatedipv6prefix = PrefixoIPv6Field(_("prefixo IPv6 delegado (LAN)"), null=True)

    class Meta:
        managed = False
        db_table = "radacct"
        verbose_name = _("sessão")
        verbose_name_plural = _("sessões")
        ordering: ClassVar = ["-acctstarttime"]

    def __str__(self) -> str:
        return f"{self.username}, {localtime(self.acctstarttime):%d/%m/%Y %H:%M}"


class Acesso(models.Model):
    """One answer to "may this login connect": accepted, or refused and why. The same refusal within an hour is one row that counts.

    Its table is made in SQL, by months; FreeRADIUS writes it through `radius.registrar_acesso`, whose word `motivo` is.
    """

    id_radius_acesso = models.BigAutoField(primary_key=True)
    quando = models.DateTimeField(_("quando"))
    ultima_vez = models.DateTimeField(_("última vez"))
    vezes = models.PositiveIntegerField(_("vezes"), default=1)
    login = models.TextField(_("login"))
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="acessos",
    )
    aceito = models.BooleanField(_("aceito"))
    motivo = models.TextField(_("motivo"), null=True)  # noqa: DJ001 - null says that there is none: the table's own check
    nas_origem = models.GenericIPAddressField(_("origem dos pacotes"), null=True)
    mac = models.TextField(_("MAC"), null=True)  # noqa: DJ001 - written by FreeRADIUS
    porta = models.TextField(_("porta"), null=True)  # noqa: DJ001 - written by FreeRADIUS

    class Meta:
        managed = False
        db_table = "radius_acesso"
        verbose_name = _("tentativa de acesso")
        verbose_name_plural = _("tentativas de acesso")
        ordering: ClassVar = ["-id_radius_acesso"]

    def __str__(self) -> str:
        return f"{self.login}, {localtime(self.quando):%d/%m/%Y %H:%M}"


class ConsultaDeEndereco(models.Model):
    """One time that somebody was told who used an address: who asked, why, and whose connections were shown.

    Records of connection are handed over by court order only (Marco Civil da Internet, Lei 12.965/2014, art. 10, § 1, and art. 22).
    Only added to: the database refuses changes. It outlives the sessions, so it holds keys and no personal data of theirs.
    """

    id_consulta_de_endereco = models.BigAutoField(_("código"), primary_key=True)
    quando = models.DateTimeField(_("quando"))
    porta = models.CharField(_("porta"), max_length=10, choices=Registro.Porta.choices)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("usuário"),
        db_column="id_usuario",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    endereco_ip = models.GenericIPAddressField(_("consultado de"), null=True)
    endereco = models.CharField(_("endereço procurado"), max_length=43)
    instante = models.DateTimeField(_("instante procurado"))
    margem_minutos = models.PositiveSmallIntegerField(_("margem (min)"), default=0)
    motivo = models.CharField(_("motivo"), max_length=500)
    # Of each connection shown: radacctid, id_cliente_servico, id_cliente.
    mostradas = models.JSONField(_("conexões mostradas"))

    class Meta:
        db_table = "consulta_de_endereco"
        verbose_name = _("consulta de endereço")
        verbose_name_plural = _("consultas de endereço")
        ordering: ClassVar = ["-id_consulta_de_endereco"]
        default_permissions = ("view",)
        permissions: ClassVar = [("identificar_conexao", _("Pode saber quem usava um endereço IP"))]

    def __str__(self) -> str:
        return f"{self.endereco}, {localtime(self.instante):%d/%m/%Y %H:%M:%S}"


class Escuta(models.Model):
    """Since when this server has been hearing of sessions without a break. At most one row; `varredura.py` writes it."""

    id_escuta = models.SmallIntegerField(primary_key=True, default=1)
    desde = models.DateTimeField()
    conferida_em = models.DateTimeField()

    class Meta:
        db_table = "radius_escuta"
        verbose_name = _("escuta")
        verbose_name_plural = _("escuta")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id_escuta=1), name="radius_escuta_uma_so")]

    def __str__(self) -> str:
        return str(self.desde)


class SessoesOnline(models.Model):
    """How many sessions were open at an instant, every five minutes (`amostragem.py`): what charts are drawn from."""

    quando = models.DateTimeField(_("quando"), primary_key=True)
    quantas = models.PositiveIntegerField(_("sessões"))

    class Meta:
        db_table = "radius_sessoes_online"
        verbose_name = _("sessões online")
        verbose_name_plural = _("sessões online")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{localtime(self.quando):%d/%m/%Y %H:%M}: {self.quantas}"


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
