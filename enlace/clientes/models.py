"""Customers, their contacts and their groups."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enlace.core.db import DataHoraLocalField, ProximoDaSequencia, SemAcento, SemMascaraField
from enlace.core.documentos import cpf_cnpj_valido, e_cpf, normalizar_cpf_cnpj


class GrupoCliente(models.Model):
    """A label that the provider puts on customers: residential, company, courtesy."""

    id_grupo_cliente = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "grupo_cliente"
        verbose_name = _("grupo de clientes")
        verbose_name_plural = _("grupos de clientes")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class Cliente(models.Model):
    """A person or company that has, had or is about to have a service."""

    class TipoPessoa(models.TextChoices):
        FISICA = "pf", _("Pessoa física")
        JURIDICA = "pj", _("Pessoa jurídica")

    id_cliente = models.BigAutoField(_("identificador"), primary_key=True)
    uuid_cliente = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    codigo_cliente = models.BigIntegerField(
        _("código"),
        unique=True,
        db_default=ProximoDaSequencia("codigo_cliente_seq"),
        help_text=_("O número que o cliente conhece."),
    )
    nome_razaosocial = models.CharField(_("nome ou razão social"), max_length=150)
    nome_fantasia = models.CharField(_("nome fantasia"), max_length=150, null=True, blank=True)  # noqa: DJ001 - contract: null
    tipo_pessoa = models.CharField(_("tipo de pessoa"), max_length=2, choices=TipoPessoa.choices)
    cpf_cnpj = SemMascaraField(
        _("CPF/CNPJ"), max_length=14, null=True, blank=True, unique=True, mascara=4, normalizar=normalizar_cpf_cnpj
    )
    telefone_primario = models.CharField(_("telefone"), max_length=20, blank=True, default="")
    telefone_secundario = models.CharField(_("segundo telefone"), max_length=20, blank=True, default="")
    telefone_terciario = models.CharField(_("terceiro telefone"), max_length=20, blank=True, default="")
    email_principal = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001 - contract: null
    email_secundario = models.EmailField(_("segundo e-mail"), null=True, blank=True)  # noqa: DJ001 - contract: null
    rg = models.CharField(_("RG"), max_length=30, null=True, blank=True)  # noqa: DJ001 - contract: null
    rg_emissao = models.CharField(_("emissão do RG"), max_length=30, null=True, blank=True)  # noqa: DJ001 - contract: null
    inscricao_municipal = models.CharField(_("inscrição municipal"), max_length=30, null=True, blank=True)  # noqa: DJ001
    inscricao_estadual = models.CharField(_("inscrição estadual"), max_length=30, null=True, blank=True)  # noqa: DJ001
    data_cadastro = models.DateTimeField(_("cadastrado em"))
    # With an hour, as the contract shows it: registers brought from elsewhere have hours that say nothing but must come out again.
    data_nascimento = DataHoraLocalField(_("nascimento"), null=True, blank=True)
    ativo = models.BooleanField(_("ativo"), default=True)
    id_externo = models.CharField(_("código em outro sistema"), max_length=60, null=True, blank=True)  # noqa: DJ001
    data_atualizacao = models.DateTimeField(_("atualizado em"), auto_now=True)
    grupos = models.ManyToManyField(
        GrupoCliente, verbose_name=_("grupos"), blank=True, related_name="clientes", db_table="cliente_grupo"
    )
    # What "contains, case and accents ignored" searches; kept by the database, so that it can never differ from the name.
    nome_razaosocial_busca = models.GeneratedField(
        expression=SemAcento(F("nome_razaosocial")), output_field=models.TextField(), db_persist=True
    )
    nome_fantasia_busca = models.GeneratedField(
        expression=SemAcento(F("nome_fantasia")), output_field=models.TextField(null=True), db_persist=True
    )

    class Meta:
        db_table = "cliente"
        verbose_name = _("cliente")
        verbose_name_plural = _("clientes")
        permissions: ClassVar = [("exportar", _("Exportar listas em CSV"))]
        ordering: ClassVar = ["-id_cliente"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tipo_pessoa__in=["pf", "pj"]), name="cliente_tipo_pessoa"),
            # Unmasked, upper case; check digits are the form's business: old registers hold wrong ones that must be kept.
            models.CheckConstraint(
                condition=Q(cpf_cnpj__isnull=True) | Q(cpf_cnpj__regex=r"^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$"),
                name="cliente_cpf_cnpj_sem_mascara",
            ),
            models.CheckConstraint(
                condition=Q(
                    telefone_primario__regex=r"^[0-9]*$",
                    telefone_secundario__regex=r"^[0-9]*$",
                    telefone_terciario__regex=r"^[0-9]*$",
                ),
                name="cliente_telefones_so_numeros",
            ),
        ]
        indexes: ClassVar = [
            # The orders of the searches by name (see docs/adr/0004): the walk is along one of these.
            models.Index(fields=["data_cadastro", "id_cliente"], name="cliente_data_cadastro"),
            models.Index(fields=["nome_razaosocial", "id_cliente"], name="cliente_nome"),
            GinIndex(OpClass(F("nome_razaosocial_busca"), "gin_trgm_ops"), name="cliente_nome_busca"),
            GinIndex(OpClass(F("nome_fantasia_busca"), "gin_trgm_ops"), name="cliente_fantasia_busca"),
            # The search by telephone asks all three.
            models.Index(fields=["telefone_primario"], name="cliente_telefone_1"),
            models.Index(fields=["telefone_secundario"], name="cliente_telefone_2", condition=~Q(telefone_secundario="")),
            models.Index(fields=["telefone_terciario"], name="cliente_telefone_3", condition=~Q(telefone_terciario="")),
            # The panel's search: names that begin so, whatever the locale of the database, and either e-mail address.
            models.Index(OpClass(F("nome_razaosocial_busca"), "text_pattern_ops"), name="cliente_nome_inicio"),
            models.Index(Lower("email_principal"), name="cliente_email_1", condition=Q(email_principal__isnull=False)),
            models.Index(Lower("email_secundario"), name="cliente_email_2", condition=Q(email_secundario__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.codigo_cliente} - {self.nome_razaosocial}"

    def clean(self) -> None:
        """Refuse a CPF/CNPJ that is new and wrong. One that is already there stays: old registers hold wrong ones."""
        super().clean()
        self.cpf_cnpj = self.cpf_cnpj or None
        mudou = (self.cpf_cnpj, self.tipo_pessoa) != Cliente.objects.filter(pk=self.pk).values_list(
            "cpf_cnpj", "tipo_pessoa"
        ).first()
        if self.cpf_cnpj and mudou:
            self._conferir_cpf_cnpj(self.cpf_cnpj)

    def _conferir_cpf_cnpj(self, cpf_cnpj: str) -> None:
        if not cpf_cnpj_valido(cpf_cnpj):
            raise ValidationError({"cpf_cnpj": _("Os dígitos verificadores não conferem.")})
        if (self.tipo_pessoa == Cliente.TipoPessoa.FISICA) != e_cpf(cpf_cnpj):
            raise ValidationError({"cpf_cnpj": _("Pessoa física tem CPF; pessoa jurídica, CNPJ.")})


class Contato(models.Model):
    """Somebody else to be reached about a customer, and about what."""

    id_contato = models.BigAutoField(_("código"), primary_key=True)
    cliente = models.ForeignKey(
        Cliente, verbose_name=_("cliente"), db_column="id_cliente", on_delete=models.CASCADE, related_name="contatos"
    )
    nome = models.CharField(_("nome"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    telefone = models.CharField(_("telefone"), max_length=20, blank=True, default="")
    recebe_cobranca = models.BooleanField(_("recebe faturas"), default=False)

    class Meta:
        db_table = "cliente_contato"
        verbose_name = _("contato")
        verbose_name_plural = _("contatos")
        indexes: ClassVar = [
            # The panel's search. Telephones of contacts may be kept as they were typed.
            models.Index(
                Func(F("telefone"), Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace"),
                name="contato_telefone",
                condition=~Q(telefone=""),
            ),
            models.Index(Lower("email"), name="contato_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.nome
