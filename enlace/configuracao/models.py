"""The provider's settings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.core.db import SemMascaraField
from enlace.core.documentos import normalizar_cpf_cnpj


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
    # Bills without a boleto are signed with these; a boleto names the beneficiary of its account.
    razao_social = models.CharField(_("razão social"), max_length=150, blank=True, default="", db_default="")
    cnpj = SemMascaraField(
        _("CPF/CNPJ"), max_length=14, mascara=4, normalizar=normalizar_cpf_cnpj, blank=True, default="", db_default=""
    )
    endereco = models.CharField(_("endereço"), max_length=200, blank=True, default="", db_default="")
    logo = models.BinaryField(_("logotipo"), null=True, blank=True, editable=True, help_text=_("PNG ou JPEG de até 300 kB."))
    endereco_publico = models.URLField(
        _("endereço público"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Com que endereço os clientes chegam a este servidor, como https://central.provedor.com.br. Vai nos links das faturas."
        ),
    )
    pix_chave = models.CharField(
        _("chave Pix"),
        max_length=77,
        blank=True,
        default="",
        db_default="",
        help_text=_("Com ela, as faturas ganham QR Code e copia e cola."),
    )
    pix_nome = models.CharField(_("nome no Pix"), max_length=25, blank=True, default="", db_default="")
    pix_cidade = models.CharField(_("cidade no Pix"), max_length=15, blank=True, default="", db_default="")

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
        return cls.objects.defer("logo").get_or_create(pk=1)[0]
