"""The people who asked for a plan, and how far each of them has come."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.core.db import SemAcento, SemMascaraField
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.enderecos.models import Endereco
from enlace.planos.models import Plano


class Prospecto(models.Model):
    """Somebody who asked for a plan at an address, and who may become a customer."""

    class Etapa(models.TextChoices):
        """How far a seller has come with somebody, as the seller says it."""

        NOVO = "novo", _("Novo")
        EM_CONTATO = "em_contato", _("Em contato")
        PROPOSTA = "proposta", _("Proposta feita")
        PERDIDO = "perdido", _("Perdido")

    class Situacao(models.TextChoices):
        """The columns of the funnel: the steps, and who is a customer by now."""

        NOVO = "novo", _("Novo")
        EM_CONTATO = "em_contato", _("Em contato")
        PROPOSTA = "proposta", _("Proposta feita")
        CONVERTIDO = "convertido", _("Convertido")
        PERDIDO = "perdido", _("Perdido")

    # Where somebody still has to do something.
    EM_ANDAMENTO = (Situacao.NOVO, Situacao.EM_CONTATO, Situacao.PROPOSTA)

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
    # By the database as well, these three: the version before registers prospects without naming them.
    etapa = models.CharField(_("etapa"), max_length=20, choices=Etapa.choices, default=Etapa.NOVO, db_default=Etapa.NOVO)
    etapa_desde = models.DateTimeField(_("nesta etapa desde"), db_default=Now())
    motivo_perda = models.CharField(_("motivo da perda"), max_length=200, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("cadastrado em"))
    updated_at = models.DateTimeField(_("atualizado em"))
    # What "contains, case and accents ignored" searches; kept by the database, so that it can never differ from the name.
    nome_razaosocial_busca = models.GeneratedField(
        expression=SemAcento(F("nome_razaosocial")), output_field=models.TextField(), db_persist=True
    )
    # Kept by the database: whoever converts a prospect, by whichever door and version, takes it out of its step.
    situacao = models.GeneratedField(
        verbose_name=_("situação"),
        expression=Case(When(cliente__isnull=False, then=Value("convertido")), default=F("etapa")),
        output_field=models.CharField(max_length=20, choices=Situacao.choices),
        db_persist=True,
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
            models.CheckConstraint(condition=Q(etapa__in=["novo", "em_contato", "proposta", "perdido"]), name="prospecto_etapa"),
            # Who is lost was lost for a reason, and nobody else was.
            models.CheckConstraint(
                condition=Q(etapa="perdido") & ~Q(motivo_perda="") | ~Q(etapa="perdido") & Q(motivo_perda=""),
                name="prospecto_perdido_tem_motivo",
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
            # The columns of the funnel, who came last first; what a seller has in hand.
            models.Index("situacao", F("etapa_desde").desc(), F("id_prospecto").desc(), name="prospecto_funil"),
            models.Index("vendedor", F("id_prospecto").desc(), name="prospecto_vendedor", condition=Q(vendedor__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.id_prospecto} - {self.nome_razaosocial}"

    @property
    def situacao_por_extenso(self) -> str:
        """The column of the funnel in words; Django gives none for a computed column."""
        return str(self.Situacao(self.situacao).label)


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
