"""How far the power of a panel user over users and API clients reaches: nobody gives, or takes over, more than they have.

Without this, whoever may edit users could make themselves superuser, or set the password of somebody who is; and whoever may
edit API clients could read every customer and every password by a program of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario

_VERBOS = {"view": _("ver"), "add": _("incluir"), "change": _("alterar"), "delete": _("apagar")}
# The permissions of the panel that show or do what a group of routes does. The group that is not here (calls of an exchange, which
# open on anybody's screen) only a superuser gives.
_NO_PAINEL: Final[Mapping[str, Sequence[str]]] = {
    GrupoDeRotas.CLIENTE: ("clientes.view_cliente", "servicos.view_clienteservico", "servicos.ver_senha"),
    GrupoDeRotas.ENDERECO: ("enderecos.view_cidade",),
    GrupoDeRotas.REDE: ("rede.view_equipamento",),
    # Its statement of connections tells who had an address, which in the panel has a permission of its own.
    GrupoDeRotas.CONEXAO: (
        "servicos.change_clienteservico",
        "servicos.desbloquear_em_confianca",
        "servicos.desconectar",
        "clientes.view_cliente",
        "radius.view_sessao",
        "radius.identificar_conexao",
    ),
    # Who opens a ticket by it may open its order, and who closes one ends its orders.
    GrupoDeRotas.ATENDIMENTO: (
        "clientes.view_cliente",
        "atendimento.view_atendimento",
        "atendimento.add_atendimento",
        "atendimento.change_atendimento",
        "ordens_servico.add_ordemservico",
        "ordens_servico.change_ordemservico",
    ),
    GrupoDeRotas.ORDEM_SERVICO: ("clientes.view_cliente", "ordens_servico.view_ordemservico"),
    GrupoDeRotas.FINANCEIRO: ("clientes.view_cliente", "financeiro.view_fatura", "financeiro.enviar"),
    GrupoDeRotas.PROSPECTO: ("prospectos.view_prospecto", "prospectos.add_prospecto"),
}


def permissoes_concediveis(quem: Usuario) -> QuerySet[Permission]:
    """The permissions over Enlace's own tables that `quem` has, and so may give."""
    dominios = [app.label for app in apps.get_app_configs() if app.name.startswith("enlace.")]
    nossas = Permission.objects.filter(
        Q(content_type__app_label__in=dominios) | Q(content_type__app_label="auth", content_type__model="group")
    ).select_related("content_type")
    if quem.is_superuser:
        return nossas
    return nossas.filter(pk__in=[p.pk for p in nossas if quem.has_perm(_nome_completo(p))])


def grupos_concediveis(quem: Usuario) -> QuerySet[Group]:
    """The groups that hold nothing that `quem` has not."""
    if quem.is_superuser:
        return Group.objects.all()
    alheias = Permission.objects.exclude(pk__in=permissoes_concediveis(quem).values("pk"))
    return Group.objects.exclude(permissions__in=alheias)


def usuarios_ao_alcance(quem: Usuario) -> QuerySet[Usuario]:
    """The users who have nothing that `quem` has not, also what they would get back when activated."""
    if quem.is_superuser:
        return Usuario.objects.all()
    todas = Permission.objects.select_related("content_type")
    alheias = [permissao.pk for permissao in todas if not quem.has_perm(_nome_completo(permissao))]
    comuns = Usuario.objects.exclude(is_superuser=True)
    return comuns.exclude(user_permissions__in=alheias).exclude(groups__permissions__in=alheias)


def alcanca_usuario(quem: Usuario, outro: Usuario) -> bool:
    """Whether `quem` has everything that `outro` has."""
    return quem.pk == outro.pk or usuarios_ao_alcance(quem).filter(pk=outro.pk).exists()


def alcanca_grupo(quem: Usuario, grupo: Group) -> bool:
    """Whether `quem` has everything that the group gives."""
    return quem.is_superuser or grupos_concediveis(quem).filter(pk=grupo.pk).exists()


def grupos_de_rotas_concediveis(quem: Usuario) -> list[GrupoDeRotas]:
    """The groups of routes that show and do nothing that `quem` may not see and do in the panel."""
    if quem.is_superuser:
        return list(GrupoDeRotas)
    return [grupo for grupo in GrupoDeRotas if grupo in _NO_PAINEL and quem.has_perms(_NO_PAINEL[grupo])]


def alcanca_cliente_api(quem: Usuario, cliente: ClienteApi) -> bool:
    """Whether `quem` may give everything that the API client may do, and reaches the user in whose name it works."""
    if quem.is_superuser:
        return True
    concede_tudo = set(cliente.permissoes) <= set(grupos_de_rotas_concediveis(quem))
    return concede_tudo and (cliente.user is None or alcanca_usuario(quem, cliente.user))


# Django's classes have their type parameters for the type checker only.
if TYPE_CHECKING:
    _Escolhas = ModelChoiceIterator[Permission]
    _CampoMultiplo = forms.ModelMultipleChoiceField[Permission]
else:
    _Escolhas = ModelChoiceIterator
    _CampoMultiplo = forms.ModelMultipleChoiceField


class _PorTabela(_Escolhas):
    """The choices in one group for each table."""

    def __iter__(self) -> Iterator[Any]:
        linhas = sorted(self.queryset, key=lambda p: (_tabela(p), p.pk))
        for tabela, permissoes in groupby(linhas, key=_tabela):
            yield tabela, [self.choice(permissao) for permissao in permissoes]


class CampoDePermissoes(_CampoMultiplo):
    """Permissions with names in Portuguese; Django keeps English ones ("Can add…") in its table."""

    iterator = _PorTabela

    def label_from_instance(self, obj: Permission) -> str:
        """Name a permission as in `Clientes: incluir`."""
        tabela, poder = em_palavras(obj)
        return obj.name if poder == obj.name else f"{tabela}: {poder}"


def em_palavras(permissao: Permission) -> tuple[str, str]:
    """The table that a permission is about, and what it lets do: `("Clientes", "incluir")`."""
    verbo = _VERBOS.get(permissao.codename.partition("_")[0])
    return _tabela(permissao), str(verbo) if verbo and permissao.name.startswith("Can ") else permissao.name


def _tabela(permissao: Permission) -> str:
    modelo = permissao.content_type.model_class()
    return str(capfirst(modelo._meta.verbose_name_plural)) if modelo else permissao.content_type.model


def _nome_completo(permissao: Permission) -> str:
    return f"{permissao.content_type.app_label}.{permissao.codename}"
