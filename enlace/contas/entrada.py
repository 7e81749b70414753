"""Sign-in of a user by e-mail and password, at every door."""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Lower
from django.http import HttpRequest

from enlace.contas import espera
from enlace.contas.models import ClienteApi, Usuario
from enlace.core import datas
from enlace.core.origem import endereco_ip


def entrar(*, email: str, senha: str, endereco: str | None, agora: datetime, cliente: ClienteApi | None = None) -> Usuario | None:
    """The active user with this e-mail (in any case) and password; None for anybody else.

    `cliente` is the API client through which somebody signs in, its secret already checked: only its own user gets in by it.
    Every refusal looks, costs and counts the same: whoever guesses must not learn which part was wrong.
    `endereco` is the client's IP address, when there is one. Raises AcessoEmEspera when it is not yet time for another try.
    """
    minusculo = _em_minusculas(email.strip())
    tentativa = espera.comecar(
        conta=espera.chave_da_conta(minusculo, client_id=None if cliente is None else cliente.client_id),
        endereco=None if endereco is None else espera.chave_do_endereco(endereco),
        agora=agora,
    )
    usuario = _usuario_com(minusculo)
    if _senha_confere(usuario, senha) and usuario and _pode_entrar(usuario, cliente):
        espera.registrar_acerto(tentativa, agora=agora)
        return usuario
    espera.registrar_falha(tentativa, agora=agora)
    return None


class EntradaComEspera(ModelBackend):
    """Django's own sign-in (panel and admin) through `entrar`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's own signature
    ) -> Usuario | None:
        """The user, or None. Raises ValidationError while a wait lasts: the sign-in form shows its sentence to the person."""
        email = username if username is not None else kwargs.get(Usuario.USERNAME_FIELD)
        if not isinstance(email, str) or password is None:
            return None
        endereco = None if request is None else endereco_ip(request)
        try:
            return entrar(email=email, senha=password, endereco=endereco, agora=datas.agora())
        except espera.AcessoEmEspera as erro:
            raise ValidationError(str(erro), code="espera") from erro


def _em_minusculas(email: str) -> str:
    """The e-mail as the database lowers it, which is not always as Python does.

    Both the user and the wait hang on this one text, whether the user exists or not: were a letter folded differently for one
    of them, that letter would tell who has an account, or buy further guesses at it.
    """
    if "\x00" in email:
        # PostgreSQL has no text with NUL, so nobody has this e-mail.
        return email.lower()
    with connection.cursor() as cursor:
        cursor.execute("select lower(%s)", [email])
        (minusculo,) = cursor.fetchone()
    return str(minusculo)


def _usuario_com(minusculo: str) -> Usuario | None:
    if "\x00" in minusculo:
        return None
    # Served by the unique index on lower(email): one row at most.
    return Usuario.objects.alias(minusculo=Lower("email")).filter(minusculo=minusculo).first()


def _pode_entrar(usuario: Usuario, cliente: ClienteApi | None) -> bool:
    return usuario.is_active and (cliente is None or usuario.pk == cliente.user_id)


def _senha_confere(usuario: Usuario | None, senha: str) -> bool:
    if usuario is None:
        # The same work as for somebody who exists: the time of an answer must not say who does.
        make_password(senha)
        return False
    return usuario.check_password(senha)
