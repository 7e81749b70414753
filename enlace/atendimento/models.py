"""Support tickets and what they are classified by."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Setor
from enlace.servicos.models import ClienteServico

# What people write about one matter, in characters, with what doors add to it; fifty of these are one answer of the API.
MAIOR_DESCRICAO = 20_100


class TipoAtendimento(models.Model):
    """What a ticket is about, and how long the provider gives itself to solve it."""

    # The types that programs mean by themselves; the provider's own have none.
    SAC = "sac"

    id_tipo_atendimento = models.BigAutoField(_("código"), primary_key=True)
    prefixo = models.CharField(_("prefixo"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 - unique
    descricao = models.CharField(_("descrição"), max_length=100)
    prazo_minutos = models.PositiveIntegerField(
        _("prazo (minutos)"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Em branco: sem prazo.")
    )
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "tipo_atendimento"
        verbose_name = _("tipo de atendimento")
        verbose_name_plural = _("tipos de atendimento")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao

    def prazo_desde(self, inicio: datetime) -> datetime | None:
        """When the time limit of a ticket that begins at `inicio` ends."""
        return None if self.prazo_minutos is None else inicio + timedelta(minutes=self.prazo_minutos)


class AtendimentoStatus(models.Model):
    """How far a ticket is, in the provider's words. Whether it is closed is said by its closing date, not by this."""

    PENDENTE = "pendente"
    AGUARDANDO_ANALISE = "aguardando_analise"
    RESOLVIDO = "resolvido"

    id_atendimento_status = models.BigAutoField(_("código"), primary_key=True)
    prefixo = models.CharField(_("prefixo"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 - unique
    descricao = models.CharField(_("descrição"), max_length=60)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "atendimento_status"
        verbose_name = _("situação de atendimento")
        verbose_name_plural = _("situações de atendimento")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class MotivoFechamento(models.Model):
    """Why a ticket was closed, as the provider classifies it."""

    AUTOMATICO = "automatico"

    id_motivo_fechamento_atendimento = models.BigAutoField(_("código"), primary_key=True)
    prefixo = models.CharField(_("prefixo"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 - unique
    descricao = models.CharField(_("descrição"), max_length=100)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "motivo_fechamento_atendimento"
        verbose_name = _("motivo de fechamento")
        verbose_name_plural = _("motivos de fechamento")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class OrigemContato(models.Model):
    """By which way people reach the provider: telephone, WhatsApp, counter."""

    id_origem_contato = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=60, unique=True)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "origem_contato"
        verbose_name = _("origem de contato")
        verbose_name_plural = _("origens de contato")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class Atendimento(models.Model):
    """A ticket: what somebody asked for about a service, whose turn it is, until when, and how it ended."""

    class Destino(models.TextChoices):
        USUARIO = "usuario", _("Pessoa")
        SETOR = "setor", _("Setor")

    class StatusFechamento(models.TextChoices):
        CONCLUIDO = "concluido", _("Concluído")
        NAO_CONCLUIDO = "nao_concluido", _("Não concluído")

    id_atendimento = models.BigAutoField(_("código"), primary_key=True)
    # AAAAMMDDHHMMSS and digits of a sequence.
    protocolo = models.CharField(_("protocolo"), max_length=30)
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.PROTECT,
        related_name="atendimentos",
        db_index=False,
    )
    tipo = models.ForeignKey(
        TipoAtendimento, verbose_name=_("tipo"), db_column="id_tipo_atendimento", on_delete=models.PROTECT, related_name="+"
    )
    status = models.ForeignKey(
        AtendimentoStatus, verbose_name=_("situação"), db_column="id_atendimento_status", on_delete=models.PROTECT, related_name="+"
    )
    origem_contato = models.ForeignKey(
        OrigemContato,
        verbose_name=_("origem"),
        db_column="id_origem_contato",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    descricao_abertura = models.TextField(_("descrição"))
    data_cadastro = models.DateTimeField(_("aberto em"))
    usuario_abertura = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("aberto por"),
        db_column="id_usuario_abertura",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    ip_cadastro = models.GenericIPAddressField(_("endereço IP"), null=True, blank=True)
    # The time limit of the type, from its beginning (the opening, or the last reopening) to its end; kept, because queues sort by
    # it and a limit that changes later is for later tickets.
    data_inicio_prazo = models.DateTimeField(_("prazo conta desde"))
    data_prazo = models.DateTimeField(_("prazo"), null=True, blank=True)
    destino = models.CharField(_("responsável é"), max_length=10, choices=Destino.choices)
    usuario_responsavel = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("pessoa responsável"),
        db_column="id_usuario_responsavel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="atendimentos",
        db_index=False,
    )
    setor_responsavel = models.ForeignKey(
        Setor,
        verbose_name=_("setor responsável"),
        db_column="id_setor_responsavel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="atendimentos",
        db_index=False,
    )
    nome_contato = models.CharField(_("quem pediu"), max_length=150, null=True, blank=True)  # noqa: DJ001 - contract: null
    telefone_contato = models.CharField(_("telefone"), max_length=20, null=True, blank=True)  # noqa: DJ001 - contract: null
    email_contato = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001 - contract: null
    # What other programs want to find again: links to calls, numbers of conversations. Ours never reads it.
    parametros = models.JSONField(_("parâmetros"), default=dict, blank=True)
    data_fechamento = models.DateTimeField(_("fechado em"), null=True, blank=True)
    usuario_fechamento = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("fechado por"),
        db_column="id_usuario_fechamento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    status_fechamento = models.CharField(  # noqa: DJ001 - contract: null
        _("resultado"), max_length=20, choices=StatusFechamento.choices, null=True, blank=True
    )
    motivo_fechamento = models.ForeignKey(
        MotivoFechamento,
        verbose_name=_("motivo do fechamento"),
        db_column="id_motivo_fechamento_atendimento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    descricao_fechamento = models.TextField(_("como terminou"), null=True, blank=True)  # noqa: DJ001 - contract: null
    resultado_diagnostico = models.TextField(_("diagnóstico"), null=True, blank=True)  # noqa: DJ001 - contract: null
    avaliacao = models.PositiveSmallIntegerField(
        _("avaliação"), null=True, blank=True, validators=[MaxValueValidator(10)], help_text=_("De 0 a 10.")
    )
    comentario_avaliacao = models.TextField(_("comentário da avaliação"), null=True, blank=True)  # noqa: DJ001 - contract: null
    rascunho = models.BooleanField(_("rascunho"), default=False)
    push_notification_enviado = models.BooleanField(_("aviso enviado ao aplicativo"), default=False)
    deleted_at = models.DateTimeField(_("apagado em"), null=True, blank=True, editable=False)

    class Meta:
        db_table = "atendimento"
        verbose_name = _("atendimento")
        verbose_name_plural = _("atendimentos")
        ordering: ClassVar = ["-id_atendimento"]
        constraints: ClassVar = [
            # What the customer noted must name one ticket, also under load.
            models.UniqueConstraint(fields=["protocolo"], name="atendimento_protocolo_unico"),
            # It is always somebody's turn, one person's or one department's.
            models.CheckConstraint(
                condition=Q(destino="usuario", usuario_responsavel__isnull=False, setor_responsavel__isnull=True)
                | Q(destino="setor", usuario_responsavel__isnull=True, setor_responsavel__isnull=False),
                name="atendimento_um_responsavel",
            ),
            # Closed means by whom, when and with what result; open means none of it.
            models.CheckConstraint(
                condition=Q(data_fechamento__isnull=True, usuario_fechamento__isnull=True, status_fechamento__isnull=True)
                | Q(data_fechamento__gte=F("data_cadastro"), usuario_fechamento__isnull=False, status_fechamento__isnull=False),
                name="atendimento_fechado_por_inteiro",
            ),
            models.CheckConstraint(
                condition=~Q(descricao_abertura="") & Q(LessThanOrEqual(Length("descricao_abertura"), MAIOR_DESCRICAO)),
                name="atendimento_com_descricao",
            ),
            models.CheckConstraint(condition=Q(avaliacao__isnull=True) | Q(avaliacao__lte=10), name="atendimento_avaliacao_0_a_10"),
        ]
        indexes: ClassVar = [
            # A customer's tickets, in the order in which the API and the panel show them.
            models.Index(fields=["cliente_servico", "data_cadastro", "id_atendimento"], name="atendimento_do_servico"),
            # The queues: what is open, by what is due first.
            models.Index(
                fields=["usuario_responsavel", "data_prazo"],
                name="atendimento_fila_da_pessoa",
                condition=Q(data_fechamento__isnull=True, usuario_responsavel__isnull=False),
            ),
            models.Index(
                fields=["setor_responsavel", "data_prazo"],
                name="atendimento_fila_do_setor",
                condition=Q(data_fechamento__isnull=True, setor_responsavel__isnull=False),
            ),
            models.Index(fields=["data_cadastro"], name="atendimento_abertos", condition=Q(data_fechamento__isnull=True)),
            # Everybody's queue.
            models.Index(
                fields=["data_prazo", "id_atendimento"], name="atendimento_abertos_prazo", condition=Q(data_fechamento__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.protocolo


class AtendimentoMensagem(models.Model):
    """Something that was said in a ticket, or that happened to it: a comment, a closing, another person's turn."""

    class Tipo(models.TextChoices):
        COMENTARIO = "comentario", _("Comentário")
        ENCAMINHAMENTO = "encaminhamento", _("Encaminhamento")
        FECHAMENTO = "fechamento", _("Fechamento")
        REABERTURA = "reabertura", _("Reabertura")

    id_atendimento_mensagem = models.BigAutoField(_("código"), primary_key=True)
    atendimento = models.ForeignKey(
        Atendimento,
        verbose_name=_("atendimento"),
        db_column="id_atendimento",
        on_delete=models.PROTECT,
        related_name="mensagens",
    )
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices, default=Tipo.COMENTARIO)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    mensagem = models.TextField(_("mensagem"))
    data_cadastro = models.DateTimeField(_("em"))

    class Meta:
        db_table = "atendimento_mensagem"
        verbose_name = _("mensagem de atendimento")
        verbose_name_plural = _("mensagens de atendimento")
        ordering: ClassVar = ["id_atendimento_mensagem"]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} de {self.usuario}"
