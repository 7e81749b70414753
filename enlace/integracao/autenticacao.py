"""The bearer token of a request, and whether its API client may use a group of routes."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from enlace.contas.models import GrupoDeRotas
from enlace.contas.tokens import Credencial, verificar
from enlace.integracao.erros import PermissaoNegada


class Portador(HttpBearer):
    """Accepts a token that is good and whose API client has the permission of `grupo`. `request.auth` is a Credencial."""

    openapi_name = "Token"

    def __init__(self, grupo: GrupoDeRotas) -> None:
        super().__init__()
        self._grupo = grupo

    def __call__(self, request: HttpRequest) -> Credencial | None:
        """The token of the header, without making an object of all the others first."""
        tipo, _, token = str(request.META.get("HTTP_AUTHORIZATION", "")).partition(" ")
        return self.authenticate(request, token.strip()) if tipo.lower() == self.openapi_scheme else None

    def authenticate(self, request: HttpRequest, token: str) -> Credencial | None:  # noqa: ARG002 - Ninja's signature
        """The credential; None answers 401, PermissaoNegada answers 403."""
        credencial = verificar(token)
        if credencial and self._grupo not in credencial.permissoes:
            raise PermissaoNegada
        return credencial
