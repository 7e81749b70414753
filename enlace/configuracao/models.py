"""The provider's settings."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.configuracao.mapas import conferir_ladrilhos
from enlace.core.db import SemMascaraField
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.core.redes import nome_no_equipamento


class Provedor(models.Model):
    """The provider itself and its choices. There is exactly one row."""

    id_provedor = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    nome = models.CharField(_("nome do provedor"), max_length=150, default="Meu provedor")
    # Marks a database that holds the demonstration's published passwords: the server refuses to serve it beyond loopback.
    demonstracao = models.BooleanField(_("provedor de demonstração"), default=False, editable=False)
    google_maps_chave = models.CharField(
        _("chave do Google Maps"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Com ela, os endereços de instalação ganham coordenadas sozinhos."),
    )
    # Bills without a boleto are signed with these; a boleto names the beneficiary of its account.
    razao_social = models.CharField(_("razão social"), max_length=150, blank=True, default="", db_default="")
    cnpj = SemMascaraField(
        _("CPF/CNPJ"), max_length=14, mascara=4, normalizar=normalizar_cpf_cnpj, blank=True, default="", db_default=""
    )
    endereco = models.CharField(_("endereço"), max_length=200, blank=True, default="", db_default="")
    logo = models.BinaryField(_("logotipo"), null=True, blank=True, editable=True, help_text=_("PNG ou JPEG de até 300 kB."))
    endereco_publico = models.URLField(
        _("endereço público"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Com que endereço os clientes chegam a este servidor, como https://central.provedor.com.br. Vai nos links das faturas."
        ),
    )
    pix_chave = models.CharField(
        _("chave Pix"),
        max_length=77,
        blank=True,
        default="",
        db_default="",
        help_text=_("Com ela, as faturas ganham QR Code e copia e cola."),
    )
    pix_nome = models.CharField(_("nome no Pix"), max_length=25, blank=True, default="", db_default="")
    pix_cidade = models.CharField(_("cidade no Pix"), max_length=15, blank=True, default="", db_default="")
    mapa_ladrilhos = models.CharField(
        _("imagens do mapa"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        validators=[conferir_ladrilhos],
        help_text=_(
            "Endereço do servidor de mapas, com {z}, {x} e {y}, como https://mapas.exemplo.com.br/{z}/{x}/{y}.png. "
            "Ele fica sabendo que regiões são vistas. Em branco: o mapa do dia mostra os lugares sobre um fundo liso."
        ),
    )
    mapa_creditos = models.CharField(
        _("créditos do mapa"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("O que o servidor de mapas pede que seja dito, como © colaboradores do OpenStreetMap."),
    )

    class Meta:
        db_table = "provedor"
        verbose_name = _("provedor")
        verbose_name_plural = _("provedor")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id_provedor=1), name="provedor_um_so")]

    def __str__(self) -> str:
        return self.nome

    @classmethod
    def atual(cls) -> "Provedor":
        """The one row, made on first use."""
        return cls.objects.defer("logo").get_or_create(pk=1)[0]


class ConfiguracaoRadius(models.Model):
    """How customers connect: what every session is told, what those who owe get, how long is remembered. There is exactly one row.

    The database functions that FreeRADIUS calls read it at every packet: a change counts from the next connection.
    """

    id_configuracao_radius = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    intervalo_de_sinal = models.PositiveIntegerField(
        _("intervalo entre sinais (s)"),
        default=300,
        validators=[MinValueValidator(60), MaxValueValidator(3600)],
        help_text=_("De quanto em quanto tempo o concentrador conta o tráfego de cada conexão. Três sem sinal encerram a conexão."),
    )
    sessoes_por_login = models.PositiveSmallIntegerField(_("conexões por login"), default=1, help_text=_("0: sem limite."))
    pool_bloqueio = models.CharField(_("pool de quem deve"), max_length=64, default="bloqueados", validators=[nome_no_equipamento])
    lista_bloqueio = models.CharField(
        _("lista de endereços de quem deve"),
        max_length=64,
        default="BLOQUEADOS",
        validators=[nome_no_equipamento],
        help_text=_("No MikroTik, a address list; nos outros, o filtro (Filter-Id)."),
    )
    velocidade_bloqueio = models.PositiveIntegerField(
        _("velocidade de quem deve (kbit/s)"), default=1024, validators=[MinValueValidator(8)]
    )
    velocidade_reduzida = models.PositiveIntegerField(
        _("velocidade reduzida (kbit/s)"),
        default=1024,
        validators=[MinValueValidator(8)],
        help_text=_("De quem está suspenso parcialmente ou excedeu a franquia."),
    )
    meses_de_sessoes = models.PositiveSmallIntegerField(
        _("meses de conexões guardados"),
        default=13,
        validators=[MinValueValidator(12)],
        help_text=_("A lei pede um ano (Marco Civil da Internet, art. 13)."),
    )
    meses_de_acessos = models.PositiveSmallIntegerField(
        _("meses de tentativas de acesso guardados"), default=6, validators=[MinValueValidator(1)]
    )

    class Meta:
        db_table = "configuracao_radius"
        verbose_name = _("configuração do RADIUS")
        verbose_name_plural = _("configuração do RADIUS")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id_configuracao_radius=1), name="configuracao_radius_uma_so"),
            # Marco Civil da Internet (Lei 12.965/2014), art. 13.
            models.CheckConstraint(condition=models.Q(meses_de_sessoes__gte=12), name="sessoes_guardadas_um_ano"),
            models.CheckConstraint(condition=models.Q(intervalo_de_sinal__gte=60), name="sinal_a_cada_minuto_no_maximo"),
        ]

    def __str__(self) -> str:
        return str(_("Configuração do RADIUS"))

    @classmethod
    def atual(cls) -> "ConfiguracaoRadius":
        """The one row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]


class RegraDesbloqueio(models.Model):
    """Whom the provider lets back on the customer's word, for how long, how often. There is exactly one row.

    Documentation 4.4: a request that goes over what is set here is refused. What was granted is not touched by a change.
    """

    id_regra_desbloqueio = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    habilitado = models.BooleanField(
        _("aceita desbloqueio em confiança"), default=True, help_text=_("Desmarcado, todo pedido é recusado; os concedidos seguem.")
    )
    maximo_de_dias = models.PositiveSmallIntegerField(
        _("máximo de dias"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    vezes = models.PositiveSmallIntegerField(
        _("máximo de vezes"), default=1, validators=[MinValueValidator(1)], help_text=_("Por serviço, no período ao lado.")
    )
    periodo_dias = models.PositiveSmallIntegerField(
        _("a cada (dias)"), default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    intervalo_dias = models.PositiveSmallIntegerField(
        _("dias entre um e outro"),
        default=0,
        validators=[MaxValueValidator(3650)],
        help_text=_("Do fim de um ao pedido do seguinte. 0: sem espera."),
    )
    so_por_debito = models.BooleanField(
        _("só quem está suspenso por débito"),
        default=True,
        help_text=_("Desmarcado, também quem está suspenso parcialmente. Quem pediu a própria suspensão não é desbloqueado assim."),
    )

    class Meta:
        db_table = "regra_desbloqueio"
        verbose_name = _("regra do desbloqueio em confiança")
        verbose_name_plural = _("regra do desbloqueio em confiança")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id_regra_desbloqueio=1), name="regra_desbloqueio_uma_so"),
            # What never expires is no loan.
            models.CheckConstraint(condition=models.Q(maximo_de_dias__range=(1, 30)), name="regra_desbloqueio_ate_um_mes"),
            models.CheckConstraint(condition=models.Q(vezes__gte=1), name="regra_desbloqueio_alguma_vez"),
            models.CheckConstraint(condition=models.Q(periodo_dias__range=(1, 3650)), name="regra_desbloqueio_periodo"),
            models.CheckConstraint(condition=models.Q(intervalo_dias__range=(0, 3650)), name="regra_desbloqueio_intervalo"),
        ]

    def __str__(self) -> str:
        return str(_("Regra do desbloqueio em confiança"))

    @classmethod
    def atual(cls) -> "RegraDesbloqueio":
        """The one row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
