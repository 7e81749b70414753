"""Business units with what they sell where."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.core.db import SemMascaraField
from enlace.core.documentos import sem_mascara_de_cep
from enlace.enderecos.models import Cidade, cep_valido
from enlace.planos.models import Plano


class UnidadeNegocio(models.Model):
    """A part of the provider with a territory and a catalogue of its own: what is offered there to who is not a customer yet."""

    id_unidade_negocio = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100, unique=True)
    ativa = models.BooleanField(_("ativa"), default=True)
    cidades = models.ManyToManyField(
        Cidade,
        verbose_name=_("cidades"),
        blank=True,
        related_name="unidades_negocio",
        db_table="unidade_negocio_cidade",
        help_text=_("Atendidas onde nenhuma faixa de CEP diz outra coisa."),
    )
    planos = models.ManyToManyField(
        Plano,
        verbose_name=_("planos"),
        blank=True,
        related_name="unidades_negocio",
        db_table="unidade_negocio_plano",
        help_text=_("Só os habilitados para prospecto são oferecidos."),
    )

    class Meta:
        db_table = "unidade_negocio"
        verbose_name = _("unidade de negócio")
        verbose_name_plural = _("unidades de negócio")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.nome


class FaixaDeCep(models.Model):
    """CEPs, from the first to the last, that a unit serves whatever city they are in."""

    id_faixa_cep = models.BigAutoField(_("código"), primary_key=True)
    unidade = models.ForeignKey(
        UnidadeNegocio,
        verbose_name=_("unidade de negócio"),
        db_column="id_unidade_negocio",
        on_delete=models.CASCADE,
        related_name="faixas_de_cep",
    )
    inicio = SemMascaraField(_("do CEP"), max_length=8, validators=[cep_valido], mascara=2, normalizar=sem_mascara_de_cep)
    fim = SemMascaraField(_("até o CEP"), max_length=8, validators=[cep_valido], mascara=2, normalizar=sem_mascara_de_cep)

    class Meta:
        db_table = "faixa_cep"
        verbose_name = _("faixa de CEP")
        verbose_name_plural = _("faixas de CEP")
        ordering: ClassVar = ["inicio", "fim"]
        constraints: ClassVar = [
            # Digits only, so that the order of the texts is the order of the numbers.
            models.CheckConstraint(
                condition=Q(inicio__regex=r"^[0-9]{8}$", fim__regex=r"^[0-9]{8}$"), name="faixa_cep_oito_numeros"
            ),
            # A range upside down would serve nobody and look as if it did.
            models.CheckConstraint(
                condition=Q(inicio__lte=F("fim")),
                name="faixa_cep_em_ordem",
                violation_error_message=_("O primeiro CEP da faixa vem antes do último."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inicio} a {self.fim}"
