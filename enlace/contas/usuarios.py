"""Verbs of users: create, change the password, switch off."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from enlace.contas.models import Usuario
from enlace.contas.revogacao import revogar_do_usuario
from enlace.core.errors import RuleRefused

# 120 bits, in 20 characters that can be read out.
_BYTES_DA_SENHA = 15


class UsuarioRecusado(RuleRefused):
    """The data of a new user do not hold: e-mail malformed or taken, name empty. The sentence says what."""


class SenhaRecusada(RuleRefused):
    """The password is too weak; the sentence says why."""


class UsuarioDesconhecido(RuleRefused):
    """No user has this e-mail."""

    mensagem = "Nenhum usuário tem esse e-mail."


def criar_usuario(*, email: str, nome: str, senha: str, painel: bool = False, administrador: bool = False) -> Usuario:
    """Create a user of the API; with `painel` one who may enter the panel, with `administrador` one who may do everything there.

    Raises UsuarioRecusado, SenhaRecusada.
    """
    usuario = Usuario(
        email=Usuario.objects.normalize_email(email.strip()),
        nome=nome.strip(),
        is_staff=painel or administrador,
        is_superuser=administrador,
    )
    _definir_senha(usuario, senha)
    try:
        usuario.full_clean()
    except ValidationError as erro:
        raise UsuarioRecusado(_em_uma_frase(erro)) from erro
    usuario.save()
    return usuario


def obter_usuario(email: str) -> Usuario:
    """The user with this e-mail, in any case. Raises UsuarioDesconhecido."""
    try:
        return Usuario.objects.get_by_natural_key(email.strip())
    except Usuario.DoesNotExist as erro:
        raise UsuarioDesconhecido from erro


def trocar_senha(usuario: Usuario, *, senha: str, agora: datetime) -> None:
    """Give the user another password and revoke its tokens: whoever knew the old one is out. Raises SenhaRecusada."""
    _definir_senha(usuario, senha)
    with transaction.atomic():
        usuario.save(update_fields=["password"])
        revogar_do_usuario(usuario, agora=agora)


def desativar_usuario(usuario: Usuario, *, agora: datetime) -> None:
    """Switch the user off, at every door, and revoke its tokens: switched on again it has to sign in."""
    usuario.is_active = False
    with transaction.atomic():
        usuario.save(update_fields=["is_active"])
        revogar_do_usuario(usuario, agora=agora)


def gerar_senha() -> str:
    """A password that nobody can guess, to be shown once."""
    return secrets.token_urlsafe(_BYTES_DA_SENHA)


def _definir_senha(usuario: Usuario, senha: str) -> None:
    try:
        validate_password(senha, usuario)
    except ValidationError as erro:
        raise SenhaRecusada(_em_uma_frase(erro)) from erro
    usuario.set_password(senha)


def _em_uma_frase(erro: ValidationError) -> str:
    if not hasattr(erro, "error_dict"):
        return " ".join(erro.messages)
    campos = {campo.name: str(getattr(campo, "verbose_name", campo.name)) for campo in Usuario._meta.get_fields()}
    return " ".join(f"{campos.get(campo, campo)}: {frase}" for campo, frases in erro.message_dict.items() for frase in frases)
