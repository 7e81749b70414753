"""Service orders, their technicians and what they are classified by."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import MAIOR_DESCRICAO, Atendimento
from enlace.core.db import ProximoDaSequencia
from enlace.servicos.models import ClienteServico


class Intervalo(Func):
    """`tstzrange(início, término)`: the end is not part of it, so one order may begin when another ends."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class IntervaloVazio(Func):
    """The empty interval."""

    template = "'empty'::tstzrange"
    output_field = DateTimeRangeField()


class TipoOrdemServico(models.Model):
    """What kind of work an order is."""

    # The types that the system opens by itself; the provider's own have none.
    ABERTURA_VIA_API = "abertura_via_api"
    INSTALACAO = "instalacao"

    id_tipo_ordem_servico = models.BigAutoField(_("código"), primary_key=True)
    prefixo = models.CharField(_("prefixo"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 - unique
    descricao = models.CharField(_("descrição"), max_length=100)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "tipo_ordem_servico"
        verbose_name = _("tipo de ordem de serviço")
        verbose_name_plural = _("tipos de ordem de serviço")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class OrdemServico(models.Model):
    """Work to be done for a service: planned when, done when, by whom, with what result."""

    class Status(models.TextChoices):
        """The contract's prefixes."""

        PENDENTE = "pendente", _("Pendente")
        AGUARDANDO_AGENDAMENTO = "aguardando_agendamento", _("Aguardando agendamento")
        FINALIZADO = "finalizado", _("Finalizada")
        CANCELADO = "cancelado", _("Cancelada")

    class StatusFechamento(models.TextChoices):
        CONCLUIDO = "concluido", _("Concluída")
        NAO_CONCLUIDO = "nao_concluido", _("Não concluída")

    ABERTAS = (Status.PENDENTE, Status.AGUARDANDO_AGENDAMENTO)

    id_ordem_servico = models.BigAutoField(_("código"), primary_key=True)
    numero_ordem_servico = models.BigIntegerField(
        _("número"), unique=True, db_default=ProximoDaSequencia("numero_ordem_servico_seq"), editable=False
    )
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.PROTECT,
        related_name="ordens_servico",
        db_index=False,
    )
    atendimento = models.ForeignKey(
        Atendimento,
        verbose_name=_("atendimento"),
        db_column="id_atendimento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ordens_servico",
        db_index=False,
    )
    tipo = models.ForeignKey(
        TipoOrdemServico,
        verbose_name=_("tipo"),
        db_column="id_tipo_ordem_servico",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    status = models.CharField(_("situação"), max_length=30, choices=Status.choices)
    data_cadastro = models.DateTimeField(_("aberta em"))
    usuario_abertura = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("aberta por"),
        db_column="id_usuario_abertura",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    descricao_abertura = models.TextField(_("descrição"))
    descricao_servico = models.TextField(_("o que fazer"))
    data_inicio_programado = models.DateTimeField(_("início programado"), null=True, blank=True)
    data_termino_programado = models.DateTimeField(_("término programado"), null=True, blank=True)
    data_inicio_executado = models.DateTimeField(_("iniciada em"), null=True, blank=True)
    data_termino_executado = models.DateTimeField(_("terminada em"), null=True, blank=True)
    descricao_fechamento = models.TextField(_("como terminou"), null=True, blank=True)  # noqa: DJ001 - contract: null
    usuario_fechamento = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("encerrada por"),
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
    # The time that it takes from its technicians: empty unless it is scheduled and not over. See OrdemServicoTecnico.
    reserva = models.GeneratedField(
        expression=Case(
            When(status="pendente", then=Intervalo("data_inicio_programado", "data_termino_programado")), default=IntervaloVazio()
        ),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    class Meta:
        db_table = "ordem_servico"
        verbose_name = _("ordem de serviço")
        verbose_name_plural = _("ordens de serviço")
        permissions: ClassVar = [("executar", _("Iniciar e finalizar as ordens em que está escalado"))]
        ordering: ClassVar = ["-id_ordem_servico"]
        constraints: ClassVar = [
            # Scheduled means from when until when. (What waits for its date may have any: documentation 4.11 has one upside down.)
            models.CheckConstraint(
                condition=~Q(status="pendente")
                | Q(
                    data_inicio_programado__isnull=False,
                    data_termino_programado__isnull=False,
                    data_termino_programado__gt=F("data_inicio_programado"),
                ),
                name="ordem_servico_agendada_tem_intervalo",
            ),
            models.CheckConstraint(
                condition=Q(data_termino_executado__isnull=True)
                | Q(data_inicio_executado__isnull=False, data_termino_executado__gte=F("data_inicio_executado")),
                name="ordem_servico_termina_depois_de_iniciar",
            ),
            # A list of these is one answer of the API.
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("descricao_abertura"), MAIOR_DESCRICAO))
                & Q(LessThanOrEqual(Length("descricao_servico"), MAIOR_DESCRICAO)),
                name="ordem_servico_descricao_tamanho",
            ),
            # Over means by whom and, if done, with what result; open means neither.
            models.CheckConstraint(
                condition=Q(status__in=["pendente", "aguardando_agendamento"], usuario_fechamento=None, status_fechamento=None)
                | Q(status="finalizado", usuario_fechamento__isnull=False, status_fechamento__isnull=False)
                | Q(status="cancelado", usuario_fechamento__isnull=False, status_fechamento=None),
                name="ordem_servico_encerrada_por_inteiro",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["cliente_servico", "data_cadastro", "id_ordem_servico"], name="ordem_servico_do_servico"),
            models.Index(fields=["atendimento"], name="ordem_servico_do_atendimento", condition=Q(atendimento__isnull=False)),
            # What is to be done, and what waits for a date.
            models.Index(
                fields=["data_inicio_programado"],
                name="ordem_servico_agenda",
                condition=Q(status__in=["pendente", "aguardando_agendamento"]),
            ),
            # A day whole, with what was done in it already.
            models.Index(
                fields=["data_inicio_programado"],
                name="ordem_servico_dia",
                condition=Q(status__in=["pendente", "finalizado"]),
            ),
            # What waits for a date, the oldest first.
            models.Index(
                fields=["data_cadastro", "id_ordem_servico"],
                name="ordem_servico_espera",
                condition=Q(status="aguardando_agendamento"),
            ),
        ]

    def __str__(self) -> str:
        return f"OS {self.numero_ordem_servico}"


class OrdemServicoTecnico(models.Model):
    """A technician on an order, and the time that the order takes from him.

    `reserva` is the order's own: a foreign key of both columns (migration `0002`) lets nothing else in and follows every change of
    the order. So the database can refuse two scheduled orders that overlap for one technician.
    """

    id_ordem_servico_tecnico = models.BigAutoField(primary_key=True)
    ordem_servico = models.ForeignKey(
        OrdemServico,
        verbose_name=_("ordem de serviço"),
        db_column="id_ordem_servico",
        on_delete=models.CASCADE,
        related_name="escalados",
        db_index=False,
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("técnico"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        limit_choices_to={"tecnico": True},
    )
    reserva = DateTimeRangeField(_("tempo reservado"), editable=False)

    class Meta:
        db_table = "ordem_servico_tecnico"
        verbose_name = _("técnico da ordem")
        verbose_name_plural = _("técnicos da ordem")
        ordering: ClassVar = ["id_ordem_servico_tecnico"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ordem_servico", "usuario"], name="ordem_servico_tecnico_uma_vez"),
            # Nobody is planned to be in two places at once. Empty ranges overlap nothing.
            ExclusionConstraint(
                name="tecnico_em_um_lugar_por_vez",
                expressions=[("usuario", RangeOperators.EQUAL), ("reserva", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return str(self.usuario)
