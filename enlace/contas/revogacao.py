"""Revocation: access tokens stop at once, and nothing renews them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from oauth2_provider.models import AccessToken, RefreshToken, revoke_access_token

from enlace.contas.models import ClienteApi, Usuario
from enlace.contas.tokens import checksum
from enlace.core.errors import RuleRefused


class TokenDesconhecido(RuleRefused):
    """No such token: never issued, or already revoked and forgotten."""

    mensagem = "Token não encontrado: ele não existe ou já foi revogado."


def revogar_token(token: str) -> ClienteApi:
    """Revoke one token, with its pair: an access token, a refresh token, or the checksum of one (what the database keeps).

    Returns the API client that had it. Raises TokenDesconhecido.
    """
    somas = [checksum(token), token.strip().lower()]
    with transaction.atomic():
        acessos = list(AccessToken.objects.filter(token_checksum__in=somas))
        renovacoes = list(RefreshToken.objects.filter(token_checksum__in=somas, revoked__isnull=True))
        if not acessos and not renovacoes:
            raise TokenDesconhecido
        cliente: ClienteApi = [*acessos, *renovacoes][0].application
        for acesso in acessos:
            revoke_access_token(acesso)
        for renovacao in renovacoes:
            renovacao.revoke()
    return cliente


def revogar_do_cliente(cliente: ClienteApi, *, agora: datetime) -> int:
    """Revoke every token of an API client; how many access tokens there were."""
    return _revogar(AccessToken.objects.filter(application=cliente), RefreshToken.objects.filter(application=cliente), agora)


def revogar_do_usuario(usuario: Usuario, *, agora: datetime) -> int:
    """Revoke every token of a user; how many access tokens there were."""
    return _revogar(AccessToken.objects.filter(user=usuario), RefreshToken.objects.filter(user=usuario), agora)


def revogar_todos(*, agora: datetime) -> int:
    """Revoke every token there is; how many access tokens there were."""
    return _revogar(AccessToken.objects.all(), RefreshToken.objects.all(), agora)


def _revogar(acessos: "QuerySet[AccessToken]", renovacoes: "QuerySet[RefreshToken]", agora: datetime) -> int:
    """Refresh tokens first, as the toolkit locks them: a renewal that runs now either is refused or is deleted with the rest."""
    with transaction.atomic():
        renovacoes.filter(revoked__isnull=True).update(revoked=agora, updated=agora, access_token=None)
        _total, por_modelo = acessos.delete()
    return por_modelo.get(AccessToken._meta.label, 0)
