"""The devices on which customers signed in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente


class Dispositivo(models.Model):
    """A browser or a telephone on which a customer signed in and allowed notifications."""

    class Tipo(models.TextChoices):
        WEBPUSH = "webpush", _("Navegador")
        FCM = "fcm", _("Aplicativo")

    id_dispositivo = models.BigAutoField(_("código"), primary_key=True)
    cliente = models.ForeignKey(
        Cliente, verbose_name=_("cliente"), db_column="id_cliente", on_delete=models.CASCADE, related_name="dispositivos"
    )
    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices)
    # Web Push: where to, and the browser's keys (RFC 8291). Whoever has them may write to this browser: treated as secrets.
    endpoint = models.URLField(_("endereço"), max_length=1000, blank=True, default="")
    p256dh = models.CharField(max_length=200, blank=True, default="")
    auth = models.CharField(max_length=60, blank=True, default="")
    # FCM.
    token = models.CharField(_("token"), max_length=1000, blank=True, default="")
    criado_em = models.DateTimeField(_("criado em"))
    ultimo_uso = models.DateTimeField(_("último uso"), null=True, blank=True)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "dispositivo"
        verbose_name = _("dispositivo")
        verbose_name_plural = _("dispositivos")
        ordering: ClassVar = ["-id_dispositivo"]
        constraints: ClassVar = [
            # One device, one row: whoever signed in on it last is told, and nobody else.
            models.UniqueConstraint(fields=["endpoint"], condition=~Q(endpoint=""), name="dispositivo_endpoint_unico"),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="dispositivo_token_unico"),
            models.CheckConstraint(
                condition=(Q(tipo="webpush", token="") & ~Q(endpoint="") & ~Q(p256dh="") & ~Q(auth=""))
                | (Q(tipo="fcm", endpoint="", p256dh="", auth="") & ~Q(token="")),
                name="dispositivo_inteiro",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.pk}"
