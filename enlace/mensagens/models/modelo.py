"""The texts, which the provider edits."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from enlace.mensagens.catalogo import CATALOGO
from enlace.mensagens.models.mensagem import Canal
from enlace.mensagens.preenchimento import ModeloRecusado, conferir


class ModeloMensagem(models.Model):
    """What a message says, with places for what differs from one to the next."""

    id_modelo_mensagem = models.BigAutoField(_("código"), primary_key=True)
    chave = models.CharField(_("chave"), max_length=60, unique=True, editable=False)
    descricao = models.CharField(_("quando é enviada"), max_length=150, editable=False)
    canal = models.CharField(_("canal"), max_length=10, choices=Canal.choices, editable=False)
    assunto = models.CharField(_("assunto"), max_length=200, blank=True, default="")
    texto = models.TextField(_("texto"))
    html = models.TextField(_("HTML"), blank=True, default="")

    class Meta:
        db_table = "modelo_mensagem"
        verbose_name = _("modelo de mensagem")
        verbose_name_plural = _("modelos de mensagem")
        ordering: ClassVar = ["chave"]

    def __str__(self) -> str:
        return self.descricao

    def clean(self) -> None:
        """Refuse a place that this message cannot fill."""
        super().clean()
        permitidos = CATALOGO[self.chave]
        erros = {}
        for campo in ("assunto", "texto", "html"):
            try:
                conferir(getattr(self, campo), permitidos)
            except ModeloRecusado as recusa:
                erros[campo] = str(recusa)
        if erros:
            raise ValidationError(erros)
