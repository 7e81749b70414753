"""What the door itself keeps."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RespostaGuardada(models.Model):
    """The answer to a write that carried an `Idempotency-Key`, for the day in which it may be asked for again.

    It is written in the transaction of the write: there is an answer exactly when the work was done.
    """

    id_resposta = models.BigAutoField(primary_key=True)
    cliente_api = models.CharField(_("cliente da API"), max_length=255)
    chave = models.CharField(_("chave"), max_length=255)
    # SHA-256 of method, route and fields: what must be the same for the answer to be given again.
    impressao = models.CharField(_("impressão do pedido"), max_length=64)
    resposta = models.BinaryField(_("resposta"), null=True)
    quando = models.DateTimeField(_("quando"), db_index=True)

    class Meta:
        db_table = "resposta_guardada"
        verbose_name = _("resposta guardada")
        verbose_name_plural = _("respostas guardadas")
        constraints: ClassVar = [
            # Of two requests with one key the second waits here for the first to end.
            models.UniqueConstraint(fields=["cliente_api", "chave"], name="resposta_guardada_uma_por_chave"),
        ]

    def __str__(self) -> str:
        return self.chave
