"""What the panel keeps for itself: no fact about the provider, only what was counted of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Resumo(models.Model):
    """Numbers of a page, counted ahead (`inicio/resumo.py`), because counting a million rows is nothing to wait for."""

    chave = models.CharField(_("página"), max_length=30, primary_key=True)
    dados = models.JSONField(_("números"))
    calculado_em = models.DateTimeField(_("calculado em"))
    # How long it took: what is expensive is counted less often.
    duracao_ms = models.PositiveIntegerField(_("duração (ms)"))

    class Meta:
        db_table = "painel_resumo"
        verbose_name = _("resumo")
        verbose_name_plural = _("resumos")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.chave
