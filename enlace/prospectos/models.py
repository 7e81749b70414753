"""Business units with what they sell where, and the people who asked for a plan."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.core.db import SemAcento, SemMascaraField
from enlace.core.documentos import normalizar_cpf_cnpj, sem_mascara_de_cep
from enlace.enderecos.models import Cidade, Endereco, cep_valido
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


class Prospecto(models.Model):
    """Somebody who asked for a plan at an address, and who may become a customer."""

    id_prospecto = models.BigAutoField(_("código"), primary_key=True)
    nome_razaosocial = models.CharField(_("nome ou razão social"), max_length=150)
    tipo_pessoa = models.CharField(_("tipo de pessoa"), max_length=2, choices=Cliente.TipoPessoa.choices)
    cpf_cnpj = SemMascaraField(_("CPF/CNPJ"), max_length=14, unique=True, mascara=4, normalizar=normalizar_cpf_cnpj)
    telefone = models.CharField(_("telefone"), max_length=20)
    telefone_secundario = models.CharField(_("segundo telefone"), max_length=20, null=True, blank=True)  # noqa: DJ001 - contract: null
    email = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001 - contract: null
    observacao = models.TextField(_("observação"), null=True, blank=True)  # noqa: DJ001 - contract: null
    rg = models.CharField(_("RG"), max_length=30, null=True, blank=True)  # noqa: DJ001 - contract: null
    rg_emissor = models.CharField(_("emissor do RG"), max_length=30, null=True, blank=True)  # noqa: DJ001 - contract: null
    data_nascimento = models.DateField(_("nascimento"), null=True, blank=True)
    id_externo = models.CharField(_("código em outro sistema"), max_length=60, null=True, blank=True)  # noqa: DJ001 - contract: null
    endereco = models.ForeignKey(
        Endereco,
        verbose_name=_("endereço"),
        db_column="id_endereco_numero",
        on_delete=models.PROTECT,
        related_name="prospectos",
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cadastrado por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    vendedor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vendedor"),
        db_column="id_vendedor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # The contract's word for the door: "API", "PAINEL"; registers brought from elsewhere have others.
    origem = models.CharField(_("origem"), max_length=20)
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prospectos",
        help_text=_("Em que a conversão o transformou."),
    )
    created_at = models.DateTimeField(_("cadastrado em"))
    updated_at = models.DateTimeField(_("atualizado em"))
    # What "contains, case and accents ignored" searches; kept by the database, so that it can never differ from the name.
    nome_razaosocial_busca = models.GeneratedField(
        expression=SemAcento(F("nome_razaosocial")), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        db_table = "prospecto"
        verbose_name = _("prospecto")
        verbose_name_plural = _("prospectos")
        ordering: ClassVar = ["-id_prospecto"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tipo_pessoa__in=["pf", "pj"]), name="prospecto_tipo_pessoa"),
            # Unmasked, upper case, as a customer's: the same person has the same text in both tables.
            models.CheckConstraint(
                condition=Q(cpf_cnpj__regex=r"^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$"), name="prospecto_cpf_cnpj_sem_mascara"
            ),
            # A search by telephone compares digits.
            models.CheckConstraint(
                condition=Q(telefone__regex=r"^[0-9]+$")
                & (Q(telefone_secundario__isnull=True) | Q(telefone_secundario__regex=r"^[0-9]+$")),
                name="prospecto_telefones_so_numeros",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(OpClass(F("nome_razaosocial_busca"), "gin_trgm_ops"), name="prospecto_nome_busca"),
            # The other searches of the API, newest first. The one by telephone asks both.
            models.Index(fields=["telefone"], name="prospecto_telefone"),
            models.Index(
                fields=["telefone_secundario"], name="prospecto_telefone_2", condition=Q(telefone_secundario__isnull=False)
            ),
            models.Index(Lower("email"), name="prospecto_email", condition=Q(email__isnull=False)),
            models.Index(fields=["id_externo"], name="prospecto_id_externo", condition=Q(id_externo__isnull=False)),
            models.Index(Lower("origem"), F("id_prospecto").desc(), name="prospecto_origem"),
        ]

    def __str__(self) -> str:
        return f"{self.id_prospecto} - {self.nome_razaosocial}"


class ProspectoServico(models.Model):
    """The plan that a prospect asked for, at the price that was offered."""

    id_prospecto_servico = models.BigAutoField(_("código"), primary_key=True)
    prospecto = models.OneToOneField(
        Prospecto, verbose_name=_("prospecto"), db_column="id_prospecto", on_delete=models.CASCADE, related_name="servico"
    )
    plano = models.ForeignKey(
        Plano, verbose_name=_("plano"), db_column="id_servico", on_delete=models.PROTECT, related_name="prospectos"
    )
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        db_table = "prospecto_servico"
        verbose_name = _("plano ofertado")
        verbose_name_plural = _("planos ofertados")
        constraints: ClassVar = [
            # Free of charge is an offer; being paid for taking it is a mistake.
            models.CheckConstraint(condition=Q(valor__gte=0), name="prospecto_servico_valor_nao_negativo")
        ]

    def __str__(self) -> str:
        return str(self.plano)
