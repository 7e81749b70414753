"""Whose a stream is: the panel's session, looked at and not touched."""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, parse_cookie

from enlace.contas.models import Usuario

# As Django makes them; anything else is no session, and nothing to ask the database for.
_CHAVE: Final = re.compile(r"[a-z0-9]{32}")


@dataclass(frozen=True)
class Ouvinte:
    """A user of the panel who listens, and whether they may see who a customer is."""

    id_usuario: int
    ve_clientes: bool


class _SessaoOlhada(SessionStore):
    """A session that looking at it neither ends nor renews: that is for the pages to do, which can send a new cookie."""

    @property
    def key_salt(self) -> str:
        """Django signs a session with the name of the class that wrote it."""
        return f"django.contrib.sessions.{SessionStore.__qualname__}"

    def flush(self) -> None:
        """Forget it here only."""
        self.clear()

    def cycle_key(self) -> None:
        """Keep the key."""


def chave_da_sessao(cookies: str) -> str | None:
    """The session's key of a `Cookie` header, or None."""
    chave = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    return chave if _CHAVE.fullmatch(chave) else None


def ouvinte(chave: str) -> Ouvinte | None:
    """The user of a session: signed in, active, of the panel, with the password that opened it. None for anybody else."""
    pedido = HttpRequest()
    pedido.session = _SessaoOlhada(chave)
    usuario = get_user(pedido)
    if not isinstance(usuario, Usuario) or not usuario.is_active or not usuario.is_staff:
        return None
    return Ouvinte(usuario.pk, ve_clientes=usuario.has_perm("clientes.view_cliente"))
