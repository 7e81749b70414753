"""States, cities, neighbourhoods, addresses and remembered CEPs."""

from typing import ClassVar

from django.contrib.postgres.indexes import OpClass
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.core.db import Maiusculas, SemAcento, SemMascaraField
from enlace.core.documentos import sem_mascara_de_cep

cep_valido = RegexValidator(r"^[0-9]{8}$", _("Informe os oito números do CEP."))


class Estado(models.Model):
    """One of the 27 federative units. The list is the law's; it comes with the migrations."""

    uf = models.CharField(_("sigla"), max_length=2, primary_key=True)
    nome = models.CharField(_("nome"), max_length=40, unique=True)
    ibge = models.CharField(_("código IBGE"), max_length=2, unique=True)
    # The contract writes it in capitals in every address; kept by the database, so that it is not computed four times a service.
    nome_maiusculo = models.GeneratedField(expression=Maiusculas(F("nome")), output_field=models.TextField(), db_persist=True)

    class Meta:
        db_table = "estado"
        verbose_name = _("estado")
        verbose_name_plural = _("estados")
        ordering: ClassVar = ["nome"]

    def __str__(self) -> str:
        return self.uf


class Cidade(models.Model):
    """A municipality of Brazil, by its IBGE code."""

    id_cidade = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=100)
    estado = models.ForeignKey(Estado, verbose_name=_("estado"), db_column="uf", on_delete=models.PROTECT, related_name="cidades")
    # Never validated by check digit: nine real codes break the rule.
    ibge = models.CharField(
        _("código IBGE"), max_length=7, unique=True, validators=[RegexValidator(r"^[0-9]{7}$", _("São sete números."))]
    )
    nome_maiusculo = models.GeneratedField(expression=Maiusculas(F("nome")), output_field=models.TextField(), db_persist=True)

    class Meta:
        db_table = "cidade"
        verbose_name = _("cidade")
        verbose_name_plural = _("cidades")
        ordering: ClassVar = ["nome"]
        indexes: ClassVar = [models.Index(OpClass(SemAcento("nome"), "text_pattern_ops"), name="cidade_nome_busca")]

    def __str__(self) -> str:
        return f"{self.nome}/{self.estado_id}"


class Bairro(models.Model):
    """A neighbourhood of a city, spelt as the provider spells it."""

    id_bairro = models.BigAutoField(_("código"), primary_key=True)
    cidade = models.ForeignKey(
        Cidade, verbose_name=_("cidade"), db_column="id_cidade", on_delete=models.PROTECT, related_name="bairros"
    )
    nome = models.CharField(_("nome"), max_length=100)

    class Meta:
        db_table = "bairro"
        verbose_name = _("bairro")
        verbose_name_plural = _("bairros")
        ordering: ClassVar = ["cidade", "nome"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cidade", "nome"], name="bairro_unico_na_cidade")]

    def __str__(self) -> str:
        return f"{self.nome}, {self.cidade}"


class Endereco(models.Model):
    """One address: a street, a number and what helps to find the door."""

    id_endereco_numero = models.BigAutoField(_("código"), primary_key=True)
    logradouro = models.CharField(_("tipo de logradouro"), max_length=40, blank=True, default="", help_text=_("RUA, AVENIDA…"))
    endereco = models.CharField(_("logradouro"), max_length=150)
    numero = models.CharField(_("número"), max_length=20, blank=True, default="")
    complemento = models.CharField(_("complemento"), max_length=100, blank=True, default="")
    referencia = models.CharField(_("referência"), max_length=200, blank=True, default="")
    bairro = models.ForeignKey(
        Bairro, verbose_name=_("bairro"), db_column="id_bairro", on_delete=models.PROTECT, related_name="enderecos"
    )
    cep = SemMascaraField(_("CEP"), max_length=8, validators=[cep_valido], db_index=True, mascara=2, normalizar=sem_mascara_de_cep)
    # Seven places are a centimetre; the service's own precision is less.
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=10,
        decimal_places=7,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=10,
        decimal_places=7,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    # When the geocoding service was last asked, so that an address that it does not know is not asked for every hour.
    geocodificado_em = models.DateTimeField(_("coordenadas pedidas em"), null=True, blank=True, editable=False)

    class Meta:
        db_table = "endereco"
        verbose_name = _("endereço")
        verbose_name_plural = _("endereços")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cep__regex=r"^[0-9]{8}$"), name="endereco_cep_oito_numeros"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="endereco_coordenadas_inteiras",
                violation_error_message=_("Informe latitude e longitude, as duas ou nenhuma."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.logradouro} {self.endereco}, {self.numero} - {self.bairro}".strip()


class CepConsultado(models.Model):
    """What a public service answered about a CEP, remembered."""

    cep = models.CharField(_("CEP"), max_length=8, primary_key=True, validators=[cep_valido])
    cidade = models.ForeignKey(Cidade, verbose_name=_("cidade"), db_column="id_cidade", on_delete=models.PROTECT, related_name="+")
    logradouro = models.CharField(_("logradouro"), max_length=200, blank=True, default="")
    bairro = models.CharField(_("bairro"), max_length=100, blank=True, default="")
    fonte = models.CharField(_("fonte"), max_length=40)
    consultado_em = models.DateTimeField(_("consultado em"))

    class Meta:
        db_table = "cep_consultado"
        verbose_name = _("CEP consultado")
        verbose_name_plural = _("CEPs consultados")

    def __str__(self) -> str:
        return self.cep
