"""Users, API clients and wrong passwords."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication


class GrupoDeRotas(models.TextChoices):
    """The groups of routes of the API, as the documentation's chapters; a permission of an API client names one of them."""

    CLIENTE = "cliente", _("Clientes: consultas")
    ENDERECO = "endereco", _("Endereços")
    REDE = "rede", _("Rede")
    ATENDIMENTO = "atendimento", _("Atendimentos")
    ORDEM_SERVICO = "ordem_servico", _("Ordens de serviço")
    FINANCEIRO = "financeiro", _("Financeiro")
    CONEXAO = "conexao", _("Clientes: conexão, desbloqueio e desconexão")
    PROSPECTO = "prospecto", _("Prospectos")
    PBX = "pbx", _("PBX")


def todos_os_grupos() -> list[str]:
    """Every group of routes: what a new API client may do until somebody takes something away."""
    return list(GrupoDeRotas.values)


class Setor(models.Model):
    """A department of the provider, to which work may be given instead of to a person."""

    id_setor = models.BigAutoField(_("código"), primary_key=True)
    descricao = models.CharField(_("descrição"), max_length=100, unique=True)
    ativo = models.BooleanField(_("ativo"), default=True)

    class Meta:
        db_table = "setor"
        verbose_name = _("setor")
        verbose_name_plural = _("setores")
        ordering: ClassVar = ["descricao"]

    def __str__(self) -> str:
        return self.descricao


class UsuarioManager(BaseUserManager["Usuario"]):
    """Finds users by e-mail, ignoring case."""

    def get_by_natural_key(self, username: str | None) -> "Usuario":
        """The user with this e-mail in any case."""
        return self.get(email__iexact=username)


class Usuario(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # the toolkit's relation
    """A person of the provider, or the identity under which a program uses the API."""

    id_usuario = models.BigAutoField(_("código"), primary_key=True)
    nome = models.CharField(_("nome"), max_length=150)
    email = models.EmailField(_("e-mail"), max_length=254)
    is_active = models.BooleanField(_("ativo"), default=True, help_text=_("Desmarque em vez de apagar: o histórico fica."))
    is_staff = models.BooleanField(_("acessa o painel"), default=False, help_text=_("Usuários só da API ficam desmarcados."))
    data_cadastro = models.DateTimeField(_("cadastrado em"), auto_now_add=True)
    # By the database as well: the version before inserts users without naming it.
    tecnico = models.BooleanField(
        _("técnico"), default=False, db_default=False, help_text=_("Pode ser escalado para ordens de serviço.")
    )
    # By either of these the telephone exchange names the person whose screen shows a call (documentation 7).
    ramal = models.CharField(
        _("ramal"), max_length=20, null=True, blank=True, unique=True, validators=[RegexValidator(r"^[0-9]+$", _("Só números."))]
    )
    identificador_interno = models.CharField(
        _("identificador interno"),
        max_length=60,
        null=True,
        blank=True,
        unique=True,
        help_text=_("Código da pessoa na central telefônica."),
    )
    setores = models.ManyToManyField(
        Setor, verbose_name=_("setores"), blank=True, related_name="usuarios", db_table="usuario_setor"
    )

    objects: ClassVar[UsuarioManager] = UsuarioManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nome"]

    class Meta:
        db_table = "usuario"
        verbose_name = _("usuário")
        verbose_name_plural = _("usuários")
        ordering: ClassVar = ["nome"]
        # Two accounts that differ by the case of a letter would be one person's password and another's work.
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="usuario_email_unico")]

    def __str__(self) -> str:
        return self.nome

    def get_full_name(self) -> str:
        """What the panel calls the person who is signed in."""
        return self.nome


class ClienteApi(AbstractApplication):  # type: ignore[misc]  # the toolkit brings no types
    """A program of somebody else's that uses the API: its id, the hash of its secret, its user and what it may do."""

    permissoes = ArrayField(
        models.CharField(max_length=20, choices=GrupoDeRotas.choices),
        verbose_name=_("permissões"),
        default=todos_os_grupos,
        blank=True,
    )
    ativo = models.BooleanField(_("ativo"), default=True, help_text=_("Desmarcado, seus tokens deixam de valer na hora."))

    class Meta:
        db_table = "cliente_api"
        verbose_name = _("cliente da API")
        verbose_name_plural = _("clientes da API")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return str(self.name or self.client_id)

    def is_usable(self, request: object) -> bool:  # noqa: ARG002 - the toolkit's own signature
        """Whether it may sign in at all."""
        return self.ativo


class FalhaDeAcesso(models.Model):
    """Wrong passwords in a row of one account or from one address, and until when the next try has to wait."""

    # What failed: `conta:<hash>` (at the panel), `api:<hash>` (by one API client) or `endereco:<ip>`. Accounts are hashed: a table
    # of guesses must not list people's e-mails.
    chave = models.CharField(_("chave"), max_length=80, primary_key=True)
    falhas = models.PositiveIntegerField(_("falhas seguidas"))
    ultima = models.DateTimeField(_("última falha"))
    espera_ate = models.DateTimeField(_("espera até"), null=True)

    class Meta:
        db_table = "falha_de_acesso"
        verbose_name = _("falha de acesso")
        verbose_name_plural = _("falhas de acesso")

    def __str__(self) -> str:
        return self.chave
