"""Sign-in of a user by e-mail and password, at every door."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Lower
from django.http import HttpRequest

from enlace.contas import espera
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.core.origem import endereco_ip


def _qualquer(_usuario: Usuario) -> bool:
    return True


def entrar(
    *, email: str, senha: str, endereco: str | None, agora: datetime, aceita: Callable[[Usuario], bool] = _qualquer
) -> Usuario | None:
    """The active user with this e-mail (in any case) and password that this door accepts; None for anybody else.

    Every refusal looks, costs and counts the same: whoever guesses must not learn which part was wrong.
    `endereco` is the client's IP address, when there is one. Raises AcessoEmEspera when it is not yet time for another try.
    """
    usuario = _usuario_com(email)
    tentativa = espera.comecar(
        # By the user's key, not by the text: letters that the database folds into one would be so many more tries.
        conta=espera.chave_da_conta(f"id:{usuario.pk}" if usuario else f"email:{email.strip().lower()}"),
        endereco=None if endereco is None else espera.chave_do_endereco(endereco),
        agora=agora,
    )
    if _senha_confere(usuario, senha) and usuario and usuario.is_active and aceita(usuario):
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


def _usuario_com(email: str) -> Usuario | None:
    if "\x00" in email:
        return None
    # Lowered by the database, as in the unique index on lower(email): one row at most, found by that index.
    return Usuario.objects.alias(minusculo=Lower("email")).filter(minusculo=Lower(Value(email.strip()))).first()


def _senha_confere(usuario: Usuario | None, senha: str) -> bool:
    if usuario is None:
        # The same work as for somebody who exists: the time of an answer must not say who does.
        make_password(senha)
        return False
    return usuario.check_password(senha)
