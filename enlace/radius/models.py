"""The accounting table."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.servicos.models import ClienteServico


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
