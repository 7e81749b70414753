"""The ways out: e-mail servers, the SMS gateway and what push notifications need."""

from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.mensagens.sms.pedido import conferir_cabecalhos, conferir_corpo, conferir_padrao, conferir_url

_UMA_LINHA = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Informe uma linha só."))
_HOST = RegexValidator(
    r"^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$", _("Informe um nome ou endereço IP, sem https:// e sem porta.")
)


class ViaDeEnvio(models.Model):
    """What all ways out have: the last thing that went wrong with the way itself, and until when it is left in peace."""

    ultimo_erro = models.CharField(_("último erro"), max_length=500, blank=True, default="", editable=False)
    ultimo_erro_em = models.DateTimeField(_("último erro em"), null=True, blank=True, editable=False)
    # A server that refuses the password or does not answer is not asked again by each message that waits.
    pausado_ate = models.DateTimeField(_("parado até"), null=True, blank=True, editable=False)
    falhas_seguidas = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def esquecer_erro(self) -> None:
        """Somebody saw to it: the way is tried again at once. Changes the instance, does not save it."""
        self.ultimo_erro, self.ultimo_erro_em, self.pausado_ate, self.falhas_seguidas = "", None, None, 0

    def pausada(self, *, em: datetime) -> bool:
        """Whether it is being left in peace at an instant."""
        return self.pausado_ate is not None and self.pausado_ate > em


class ServidorEmail(ViaDeEnvio):
    """An SMTP server by which the provider sends."""

    class Seguranca(models.TextChoices):
        """How the connection is protected."""

        NENHUMA = "nenhuma", _("Nenhuma")
        STARTTLS = "starttls", _("STARTTLS (porta 587)")
        IMPLICITA = "implicita", _("TLS desde o início (porta 465)")

    id_servidor_email = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    host = models.CharField(_("servidor"), max_length=253, validators=[_HOST])
    porta = models.PositiveIntegerField(_("porta"), default=587, validators=[MinValueValidator(1), MaxValueValidator(65535)])
    seguranca = models.CharField(_("segurança"), max_length=10, choices=Seguranca.choices, default=Seguranca.STARTTLS)
    usuario = models.CharField(_("usuário"), max_length=254, blank=True, default="", validators=[_UMA_LINHA])
    senha = models.CharField(_("senha"), max_length=500, blank=True, default="")
    remetente_nome = models.CharField(_("nome do remetente"), max_length=100, blank=True, default="", validators=[_UMA_LINHA])
    remetente_email = models.EmailField(_("e-mail do remetente"))
    responder_para = models.EmailField(_("responder para"), blank=True, default="")
    intervalo_minimo = models.PositiveIntegerField(
        _("intervalo mínimo entre envios (segundos)"), default=0, validators=[MaxValueValidator(3600)]
    )
    limite_diario = models.PositiveIntegerField(
        _("limite diário"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Em branco: sem limite.")
    )
    ativo = models.BooleanField(_("ativo"), default=True)
    usado_pela_api = models.BooleanField(_("usado pela API"), default=False, help_text=_("Um só: por ele saem as mensagens."))
    # The next instant at which a send is allowed, and the last turn that was handed out to those who wait.
    proximo_envio = models.DateTimeField(null=True, editable=False)
    fim_da_fila = models.DateTimeField(null=True, editable=False)
    dia = models.DateField(_("dia da contagem"), null=True, editable=False)
    enviadas_no_dia = models.PositiveIntegerField(_("enviadas no dia"), default=0, editable=False)

    class Meta:
        db_table = "servidor_email"
        verbose_name = _("servidor de e-mail")
        verbose_name_plural = _("servidores de e-mail")
        ordering: ClassVar = ["nome"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["usado_pela_api"],
                condition=Q(usado_pela_api=True),
                name="servidor_email_um_da_api",
                violation_error_message=_("Outro servidor já é o usado pela API."),
            ),
            models.CheckConstraint(
                condition=Q(usado_pela_api=False) | Q(ativo=True),
                name="servidor_email_da_api_ativo",
                violation_error_message=_("O servidor usado pela API tem de estar ativo."),
            ),
            # A password in clear on the wire is everybody's.
            models.CheckConstraint(
                condition=~Q(seguranca="nenhuma") | Q(usuario="", senha=""),
                name="servidor_email_senha_protegida",
                violation_error_message=_("Usuário e senha só com STARTTLS ou TLS."),
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class GatewaySms(ViaDeEnvio):
    """A company that delivers SMS, asked by HTTP; what is asked is a form filled in by these templates."""

    class Metodo(models.TextChoices):
        GET = "GET", "GET"
        POST = "POST", "POST"

    class Corpo(models.TextChoices):
        NENHUM = "nenhum", _("Nenhum")
        JSON = "json", "JSON"
        FORMULARIO = "formulario", _("Formulário")

    id_gateway_sms = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    metodo = models.CharField(_("método"), max_length=4, choices=Metodo.choices, default=Metodo.POST)
    url = models.CharField(_("endereço"), max_length=1000, validators=[conferir_url])
    cabecalhos = models.JSONField(_("cabeçalhos"), default=dict, blank=True, validators=[conferir_cabecalhos])
    tipo_do_corpo = models.CharField(_("tipo do corpo"), max_length=10, choices=Corpo.choices, default=Corpo.JSON)
    corpo = models.JSONField(_("corpo"), default=dict, blank=True, validators=[conferir_corpo])
    usuario = models.CharField(_("usuário"), max_length=200, blank=True, default="", validators=[_UMA_LINHA])
    senha = models.CharField(_("senha"), max_length=500, blank=True, default="")
    token = models.CharField(_("token"), max_length=2000, blank=True, default="")
    remetente = models.CharField(_("remetente"), max_length=40, blank=True, default="", validators=[_UMA_LINHA])
    com_codigo_do_pais = models.BooleanField(_("telefone com 55 na frente"), default=True)
    status_de_sucesso = models.CharField(
        _("HTTP de sucesso"),
        max_length=60,
        default="200,201,202",
        validators=[RegexValidator(r"^[2][0-9]{2}(,[2][0-9]{2})*$", _("Informe números de 200 a 299, separados por vírgula."))],
    )
    padrao_de_sucesso = models.CharField(
        _("padrão de sucesso na resposta"),
        max_length=200,
        blank=True,
        default="",
        validators=[conferir_padrao],
        help_text=_("Expressão regular. O grupo (?P<codigo>…), se houver, guarda o código que o gateway deu."),
    )
    ativo = models.BooleanField(_("ativo"), default=False)

    class Meta:
        db_table = "gateway_sms"
        verbose_name = _("gateway de SMS")
        verbose_name_plural = _("gateways de SMS")
        ordering: ClassVar = ["nome"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ativo"],
                condition=Q(ativo=True),
                name="gateway_sms_um_ativo",
                violation_error_message=_("Outro gateway já está ativo."),
            )
        ]

    def __str__(self) -> str:
        return self.nome


class ConfiguracaoPush(ViaDeEnvio):
    """What proves to the push services that it is this provider who sends. There is at most one row."""

    id_configuracao_push = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    # VAPID (RFC 8292). Both in base64url as browsers and servers exchange them.
    chave_publica = models.CharField(_("chave pública VAPID"), max_length=100, blank=True, default="", editable=False)
    chave_privada = models.CharField(_("chave privada VAPID"), max_length=100, blank=True, default="", editable=False)
    contato = models.EmailField(
        _("e-mail de contato"), blank=True, default="", help_text=_("A quem o serviço de push escreve quando algo vai mal.")
    )
    fcm_conta_servico = models.TextField(
        _("conta de serviço do Firebase (JSON)"), blank=True, default="", help_text=_("O arquivo JSON inteiro.")
    )

    class Meta:
        db_table = "configuracao_push"
        verbose_name = _("configuração de push")
        verbose_name_plural = _("configuração de push")
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id_configuracao_push=1), name="configuracao_push_uma_so")]

    def __str__(self) -> str:
        return str(_("Push"))

    @classmethod
    def atual(cls) -> "ConfiguracaoPush":
        """The one row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
