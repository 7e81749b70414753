"""Verbs of the provider's people as the panel keeps them: who they are, what they may do, where they work.

Nobody gives, or takes over, more than they have (`alcada.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from enlace.contas import alcada, usuarios
from enlace.contas.models import Setor, Usuario
from enlace.core.errors import DadosInvalidos, RuleRefused


class ForaDoAlcance(RuleRefused):
    """The other one has, or would get, something that whoever asks has not."""

    mensagem = "Você não pode mexer em quem tem, nem dar, mais permissões do que as suas."


class NaoEmSiMesmo(RuleRefused):
    """Nobody locks themselves out."""

    mensagem = "Isto não se faz com o próprio usuário."


class JaEstaAssim(RuleRefused):
    """There is nothing to do."""

    mensagem = "O usuário já está assim."


@dataclass(frozen=True, kw_only=True)
class DadosDaPessoa:
    """What is decided about somebody. `papeis` are groups; `ramal` and `identificador_interno` those of the telephone exchange."""

    nome: str
    email: str
    papeis: frozenset[Group] = frozenset()
    setores: frozenset[Setor] = frozenset()
    painel: bool = True
    tecnico: bool = False
    ramal: str = ""
    identificador_interno: str = ""


def cadastrar_pessoa(dados: DadosDaPessoa, *, quem: Usuario) -> tuple[Usuario, str]:
    """Make a user with a drawn password, which is not shown again.

    Refused: `ForaDoAlcance`, `UsuarioRecusado`, `DadosInvalidos`.
    """
    _conferir_papeis(dados, quem)
    senha = usuarios.gerar_senha()
    with transaction.atomic():
        usuario = usuarios.criar_usuario(email=dados.email, nome=dados.nome, senha=senha, painel=dados.painel)
        _preencher(usuario, dados)
    return usuario, senha


def alterar_pessoa(usuario: Usuario, dados: DadosDaPessoa, *, quem: Usuario) -> None:
    """Change a user. Refused: `ForaDoAlcance`, `NaoEmSiMesmo` (who would leave the panel), `DadosInvalidos`."""
    _conferir_alcance(usuario, quem)
    if usuario.pk == quem.pk and not dados.painel:
        raise NaoEmSiMesmo
    _conferir_papeis(dados, quem)
    with transaction.atomic():
        usuario.nome, usuario.email = dados.nome.strip(), Usuario.objects.normalize_email(dados.email.strip())
        _preencher(usuario, dados)


def desativar_pessoa(usuario: Usuario, *, quem: Usuario, agora: datetime) -> None:
    """Switch somebody off at every door. Refused: `ForaDoAlcance`, `NaoEmSiMesmo`, `JaEstaAssim`."""
    _conferir_outro(usuario, quem)
    if not usuario.is_active:
        raise JaEstaAssim
    usuarios.desativar_usuario(usuario, agora=agora)


def reativar_pessoa(usuario: Usuario, *, quem: Usuario) -> None:
    """Let somebody in again, with what they could do before. Refused: `ForaDoAlcance`, `JaEstaAssim`."""
    _conferir_alcance(usuario, quem)
    if usuario.is_active:
        raise JaEstaAssim
    usuario.is_active = True
    usuario.save(update_fields=["is_active"])


def sortear_senha(usuario: Usuario, *, quem: Usuario, agora: datetime) -> str:
    """Give somebody a drawn password, which is not shown again; their programs' tokens end too.

    Refused: `ForaDoAlcance`, `NaoEmSiMesmo`.
    """
    _conferir_outro(usuario, quem)
    senha = usuarios.gerar_senha()
    usuarios.trocar_senha(usuario, senha=senha, agora=agora)
    return senha


def ligacoes(usuario: Usuario) -> dict[str, object]:
    """The roles and departments of somebody, for the trace."""
    return {
        "grupos": sorted(usuario.groups.values_list("name", flat=True)),
        "setores": sorted(usuario.setores.values_list("descricao", flat=True)),
    }


def _preencher(usuario: Usuario, dados: DadosDaPessoa) -> None:
    usuario.is_staff, usuario.tecnico = dados.painel, dados.tecnico
    usuario.ramal, usuario.identificador_interno = dados.ramal or None, dados.identificador_interno or None
    try:
        usuario.full_clean()
    except ValidationError as erro:
        raise DadosInvalidos(" ".join(erro.messages)) from erro
    usuario.save()
    usuario.groups.set(dados.papeis)
    usuario.setores.set(dados.setores)


def _conferir_outro(usuario: Usuario, quem: Usuario) -> None:
    if usuario.pk == quem.pk:
        raise NaoEmSiMesmo
    _conferir_alcance(usuario, quem)


def _conferir_alcance(usuario: Usuario, quem: Usuario) -> None:
    if not alcada.alcanca_usuario(quem, usuario):
        raise ForaDoAlcance


def _conferir_papeis(dados: DadosDaPessoa, quem: Usuario) -> None:
    permitidos = set(alcada.grupos_concediveis(quem).values_list("pk", flat=True))
    if {papel.pk for papel in dados.papeis} - permitidos:
        raise ForaDoAlcance
