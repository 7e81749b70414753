"""Sales that are being made."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.ordens_servico.models import OrdemServico
from enlace.prospectos.models.prospecto import Prospecto


class RascunhoDeVenda(models.Model):
    """What somebody of the provider has typed of a sale so far: nothing of it exists before the last step is confirmed.

    It is also what makes a confirmation that is sent twice one sale: the second finds `ordem`.
    """

    id_rascunho_venda = models.BigAutoField(_("código"), primary_key=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("de quem"),
        db_column="id_usuario",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    prospecto = models.ForeignKey(
        Prospecto,
        verbose_name=_("prospecto"),
        db_column="id_prospecto",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("De quem partiu."),
    )
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("A quem se vende mais um serviço."),
    )
    # For each step what was typed and how it reads; emptied when the sale is made, which has all of it by then.
    passos = models.JSONField(_("passos"), default=dict)
    criado_em = models.DateTimeField(_("começado em"))
    atualizado_em = models.DateTimeField(_("continuado em"))
    ordem = models.ForeignKey(
        OrdemServico,
        verbose_name=_("ordem de serviço"),
        db_column="id_ordem_servico",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("A instalação que a venda abriu; dela se chega ao serviço e ao cliente."),
    )

    class Meta:
        db_table = "rascunho_venda"
        verbose_name = _("rascunho de venda")
        verbose_name_plural = _("rascunhos de vendas")
        ordering: ClassVar = ["-atualizado_em"]
        constraints: ClassVar = [
            # What people typed of somebody is not kept twice.
            models.CheckConstraint(condition=Q(ordem__isnull=True) | Q(passos={}), name="rascunho_venda_pronto_e_vazio"),
        ]
        indexes: ClassVar = [
            models.Index("usuario", F("atualizado_em").desc(), name="rascunho_venda_de_quem"),
            models.Index("atualizado_em", name="rascunho_venda_vencimento"),
        ]

    def __str__(self) -> str:
        return f"Venda {self.pk}"
