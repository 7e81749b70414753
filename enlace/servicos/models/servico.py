"""A customer's service and what it is classified by."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.core.db import MacaddrField
from enlace.core.redes import PrefixoIPv6Field
from enlace.enderecos.models import Endereco
from enlace.planos.models import Plano
from enlace.rede.models import InterfaceConexao, PortaAtendimento


class ServicoStatus(models.Model):
    """A state of a service. The prefixes are the contract's and fixed; the labels are the provider's."""

    prefixo = models.CharField(_("prefixo"), max_length=40, primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=60)

    class Meta:
        db_table = "servico_status"
        verbose_name = _("estado do serviço")
        verbose_name_plural = _("estados do serviço")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class MotivoCancelamento(models.Model):
    """Why customers leave, as the provider classifies it."""

    id_motivo_cancelamento = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)

    class Meta:
        db_table = "motivo_cancelamento"
        verbose_name = _("motivo de cancelamento")
        verbose_name_plural = _("motivos de cancelamento")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class GrupoServico(models.Model):
    """A label that the provider puts on services."""

    id_grupo_cliente_servico = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "grupo_cliente_servico"
        verbose_name = _("grupo de serviços")
        verbose_name_plural = _("grupos de serviços")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class ClienteServico(models.Model):
    """A plan that a customer contracted: price, state, access data, addresses and where it is connected."""

    id_cliente_servico = models.BigAutoField(_("código"), primary_key=True)
    uuid_cliente_servico = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    cliente = models.ForeignKey(
        Cliente, verbose_name=_("cliente"), db_column="id_cliente", on_delete=models.PROTECT, related_name="servicos"
    )
    plano = models.ForeignKey(
        Plano, verbose_name=_("plano"), db_column="id_servico", on_delete=models.PROTECT, related_name="contratados"
    )
    numero_plano = models.PositiveIntegerField(_("número"), help_text=_("Em sequência para cada cliente."))
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    status = models.ForeignKey(
        ServicoStatus, verbose_name=_("estado"), db_column="status_prefixo", on_delete=models.PROTECT, related_name="servicos"
    )
    # The access password must be readable: CHAP and MS-CHAP compute with it, and the contract shows it to integrators.
    login = models.CharField(_("login"), max_length=253, null=True, blank=True)  # noqa: DJ001 - contract: null
    senha = models.CharField(_("senha de acesso"), max_length=253, null=True, blank=True)  # noqa: DJ001 - contract: null
    ipv4 = models.GenericIPAddressField(_("IPv4 fixo"), protocol="IPv4", null=True, blank=True)
    ipv6 = models.GenericIPAddressField(_("IPv6 fixo"), protocol="IPv6", null=True, blank=True)
    # The link between router and customer, and the network behind the customer's router (RFC 3162, RFC 4818).
    ipv6_wan = PrefixoIPv6Field(_("prefixo IPv6 do enlace"), null=True, blank=True)
    ipv6_lan = PrefixoIPv6Field(_("prefixo IPv6 delegado"), null=True, blank=True)
    mac_addr = MacaddrField(_("MAC"), null=True, blank=True, help_text=_("Em branco: o do primeiro equipamento que conectar."))
    vincular_mac = models.BooleanField(
        _("só conecta com este MAC"), default=False, db_default=False, help_text=_("Com o login em outro equipamento, recusa.")
    )
    sessoes_simultaneas = models.PositiveSmallIntegerField(
        _("conexões ao mesmo tempo"), null=True, blank=True, help_text=_("Em branco: o que vale para todos. 0: sem limite.")
    )
    phy_addr = models.CharField(_("identificação da ONU"), max_length=40, null=True, blank=True)  # noqa: DJ001 - contract: null
    referencia = models.CharField(_("referência"), max_length=100, null=True, blank=True)  # noqa: DJ001 - contract: null
    endereco_cadastral = models.ForeignKey(
        Endereco,
        verbose_name=_("endereço cadastral"),
        db_column="id_endereco_cadastral",
        on_delete=models.PROTECT,
        related_name="+",
    )
    endereco_instalacao = models.ForeignKey(
        Endereco,
        verbose_name=_("endereço de instalação"),
        db_column="id_endereco_instalacao",
        on_delete=models.PROTECT,
        related_name="servicos_instalados",
    )
    endereco_fiscal = models.ForeignKey(
        Endereco, verbose_name=_("endereço fiscal"), db_column="id_endereco_fiscal", on_delete=models.PROTECT, related_name="+"
    )
    endereco_cobranca = models.ForeignKey(
        Endereco,
        verbose_name=_("endereço de cobrança"),
        db_column="id_endereco_cobranca",
        on_delete=models.PROTECT,
        related_name="+",
    )
    interface = models.ForeignKey(
        InterfaceConexao,
        verbose_name=_("interface de conexão"),
        db_column="id_interface_conexao",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="servicos",
    )
    interface_roteamento = models.ForeignKey(
        InterfaceConexao,
        verbose_name=_("interface de roteamento"),
        db_column="id_interface_roteamento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="servicos_roteados",
    )
    porta_atendimento = models.OneToOneField(
        PortaAtendimento,
        verbose_name=_("porta de atendimento"),
        db_column="id_porta_atendimento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="servico",
    )
    vendedor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vendedor"),
        db_column="id_vendedor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vendas",
    )
    grupos = models.ManyToManyField(
        GrupoServico, verbose_name=_("grupos"), blank=True, related_name="servicos", db_table="cliente_servico_grupo"
    )
    data_venda = models.DateTimeField(_("vendido em"))
    data_habilitacao = models.DateTimeField(_("habilitado em"), null=True, blank=True)
    data_cancelamento = models.DateTimeField(_("cancelado em"), null=True, blank=True)
    motivo_cancelamento = models.ForeignKey(
        MotivoCancelamento,
        verbose_name=_("motivo do cancelamento"),
        db_column="id_motivo_cancelamento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="servicos",
    )

    class Meta:
        db_table = "cliente_servico"
        verbose_name = _("serviço do cliente")
        verbose_name_plural = _("serviços dos clientes")
        permissions: ClassVar = [
            ("ver_senha", _("Ver senhas de acesso dos serviços")),
            ("desbloquear_em_confianca", _("Desbloquear serviços em confiança")),
            ("desconectar", _("Desconectar serviços e liberar o MAC")),
            ("suspender", _("Suspender e habilitar serviços")),
            ("cancelar", _("Cancelar serviços")),
            ("mudar_plano", _("Mudar o plano de serviços")),
            ("mudar_endereco", _("Mudar o endereço de serviços")),
        ]
        ordering: ClassVar = ["cliente", "numero_plano"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cliente", "numero_plano"],
                name="servico_numero_unico_no_cliente",
                violation_error_message=_("O cliente já tem um serviço com este número."),
            ),
            models.CheckConstraint(
                condition=Q(valor__gte=0),
                name="servico_valor_nao_negativo",
                violation_error_message=_("O valor não pode ser negativo."),
            ),
            # Two live services with one login would be one customer using the other's line. A cancelled one frees its login.
            models.UniqueConstraint(
                Lower("login"),
                condition=Q(login__isnull=False) & ~Q(status="cancelado"),
                name="servico_login_unico",
                violation_error_message=_("Este login já é de outro serviço."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelado", data_cancelamento__isnull=False)
                | (~Q(status="cancelado") & Q(data_cancelamento__isnull=True)),
                name="servico_cancelado_tem_data",
                violation_error_message=_("A data do cancelamento é dos serviços cancelados, e só deles."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(Lower("login"), name="servico_login"),
            models.Index(fields=["ipv4"], name="servico_ipv4", condition=Q(ipv4__isnull=False)),
            models.Index(fields=["mac_addr"], name="servico_mac", condition=Q(mac_addr__isnull=False)),
            # The panel's search: logins that begin so, whatever the locale of the database; fixed IPv6, which few have.
            models.Index(OpClass(Lower("login"), "text_pattern_ops"), name="servico_login_inicio"),
            models.Index(fields=["ipv6"], name="servico_ipv6", condition=Q(ipv6__isnull=False)),
            models.Index(fields=["ipv6_wan"], name="servico_ipv6_wan", condition=Q(ipv6_wan__isnull=False)),
            models.Index(fields=["ipv6_lan"], name="servico_ipv6_lan", condition=Q(ipv6_lan__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"({self.numero_plano}) {self.plano}"
