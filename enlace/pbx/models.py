"""Calls that a telephone exchange told us of."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente


class LigacaoQuerySet(models.QuerySet["Ligacao"]):
    """The questions that are asked about calls."""

    def abertas_de(self, id_usuario: int) -> "LigacaoQuerySet":
        """The calls whose window a user may have open (index `pbx_ligacao_aberta`)."""
        return self.filter(usuario=id_usuario, encerrada_em__isnull=True)

    def movidas_desde(self, inicio: datetime, *, id_usuario: int) -> "LigacaoQuerySet":
        """A user's calls that were notified or closed since an instant, oldest first.

        Two narrow ranges of two indexes: `pbx_ligacao_notificada` and `pbx_ligacao_encerrada`.
        """
        return self.filter(Q(notificada_em__gte=inicio) | Q(encerrada_em__gte=inicio), usuario=id_usuario).order_by("id_ligacao")


class Ligacao(models.Model):
    """A call that rang at somebody's desk: who was called, from which telephone, and which customer that probably is."""

    id_ligacao = models.BigAutoField(_("código"), primary_key=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("usuário"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        related_name="ligacoes",
        # The constraint and the indexes below begin with it.
        db_index=False,
        help_text=_("Em cuja tela ela aparece."),
    )
    # As the exchange sent them: a user's own may change later. The telephone in its canonical form.
    ramal = models.CharField(_("ramal"), max_length=20, blank=True, default="")
    identificador_interno = models.CharField(_("identificador interno"), max_length=60, blank=True, default="")
    telefone = models.CharField(_("telefone"), max_length=20, blank=True, default="", help_text=_("Vazio quando não veio."))
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ligacoes",
    )
    identificada_em = models.DateTimeField(
        _("identificada em"), null=True, blank=True, help_text=_("Quando a pessoa chamada disse quem liga; antes, é suposição.")
    )
    # One call, one ticket, however often the button is pressed.
    atendimento = models.ForeignKey(
        Atendimento,
        verbose_name=_("atendimento"),
        db_column="id_atendimento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        # Calls are not looked for by their tickets, and tickets are never deleted.
        db_index=False,
    )
    notificada_em = models.DateTimeField(_("notificada em"))
    encerrada_em = models.DateTimeField(_("encerrada em"), null=True, blank=True)

    objects = LigacaoQuerySet.as_manager()

    class Meta:
        db_table = "pbx_ligacao"
        verbose_name = _("ligação")
        verbose_name_plural = _("ligações")
        ordering: ClassVar = ["-id_ligacao"]
        constraints: ClassVar = [
            # One call, one window: an exchange that repeats itself does not open a second one.
            models.UniqueConstraint(
                fields=["usuario", "telefone"], condition=Q(encerrada_em__isnull=True), name="pbx_ligacao_aberta"
            ),
            models.CheckConstraint(condition=Q(telefone__regex=r"^[0-9]*$"), name="pbx_ligacao_telefone_so_numeros"),
            models.CheckConstraint(
                condition=Q(encerrada_em__isnull=True) | Q(encerrada_em__gte=F("notificada_em")),
                name="pbx_ligacao_encerrada_depois_de_notificada",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["usuario", "notificada_em"], name="pbx_ligacao_notificada"),
            models.Index(fields=["usuario", "encerrada_em"], condition=Q(encerrada_em__isnull=False), name="pbx_ligacao_encerrada"),
        ]

    def __str__(self) -> str:
        return f"{self.telefone or _('sem número')} → {self.ramal or self.identificador_interno}"
