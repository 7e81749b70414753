"""Append-only records."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Registro(models.Model):
    """One change: who, through which door, what, before and after."""

    class Porta(models.TextChoices):
        PAINEL = "painel", _("Painel")
        API = "api", _("API")
        JOB = "job", _("Tarefa automática")
        CLI = "cli", _("Linha de comando")

    id_registro = models.BigAutoField(primary_key=True)
    quando = models.DateTimeField(_("quando"), auto_now_add=True, db_index=True)
    porta = models.CharField(_("porta"), max_length=10, choices=Porta.choices)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("usuário"),
        db_column="id_usuario",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cliente_api = models.CharField(_("cliente da API"), max_length=255, blank=True, default="")
    endereco_ip = models.GenericIPAddressField(_("endereço IP"), null=True)
    acao = models.CharField(_("ação"), max_length=60)
    tabela = models.CharField(_("tabela"), max_length=60)
    chave = models.CharField(_("código do registro"), max_length=60)
    antes = models.JSONField(_("antes"), null=True)
    depois = models.JSONField(_("depois"), null=True)

    class Meta:
        db_table = "auditoria_registro"
        verbose_name = _("registro de alteração")
        verbose_name_plural = _("registros de alteração")
        ordering: ClassVar = ["-id_registro"]
        indexes: ClassVar = [models.Index(fields=["tabela", "chave", "-id_registro"], name="auditoria_registro_objeto")]

    def __str__(self) -> str:
        return f"{self.acao} {self.tabela} {self.chave}"


class Leitura(models.Model):
    """One reading of personal data through the API, from which the people reached by an incident can be listed (LGPD, art. 48)."""

    id_leitura = models.BigAutoField(primary_key=True)
    quando = models.DateTimeField(_("quando"), db_index=True)
    cliente_api = models.CharField(_("cliente da API"), max_length=255)
    id_usuario = models.BigIntegerField(_("usuário"))
    endereco_ip = models.GenericIPAddressField(_("endereço IP"), null=True)
    rota = models.CharField(_("rota"), max_length=80)
    # The people read, as the client identified them; a whole list (`cliente/all`) keeps its filters instead of a million numbers.
    filtros = models.JSONField(_("filtros"), default=dict)
    pessoas = models.BigIntegerField(_("pessoas"))

    class Meta:
        db_table = "auditoria_leitura"
        verbose_name = _("leitura pela API")
        verbose_name_plural = _("leituras pela API")
        ordering: ClassVar = ["-id_leitura"]

    def __str__(self) -> str:
        return f"{self.rota} ({self.pessoas})"


class VersaoDosDados(models.Model):
    """One transaction that changed what the API's lists show. Written by triggers; read to tell whether an answer changed."""

    id = models.BigAutoField(primary_key=True)
    transacao = models.BigIntegerField(unique=True)
    quando = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "versao_dos_dados"
        verbose_name = _("versão dos dados")
        verbose_name_plural = _("versões dos dados")

    def __str__(self) -> str:
        return str(self.id)
