"""The provider's settings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


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
        return cls.objects.get_or_create(pk=1)[0]
