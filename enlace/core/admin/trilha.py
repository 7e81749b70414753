"""What an admin page asks of its site: to record who did what."""

from collections.abc import Mapping
from typing import Protocol

from django.db import models
from django.http import HttpRequest


class SiteComTrilha(Protocol):
    """A site that keeps a trace of every change made through it, in the transaction of the change."""

    def registrar_inclusao(self, request: HttpRequest, objeto: models.Model) -> None:
        """A row that was not there."""

    def registrar_alteracao(self, request: HttpRequest, antes: models.Model, depois: models.Model) -> None:
        """One row as it was and as it is; nothing is recorded when no column differs."""

    def registrar_remocao(self, request: HttpRequest, objeto: models.Model) -> None:
        """A row about to be deleted."""

    def registrar_acao(
        self,
        request: HttpRequest,
        acao: str,
        objeto: models.Model,
        *,
        antes: Mapping[str, object] | None = None,
        depois: Mapping[str, object] | None = None,
    ) -> None:
        """Anything else that was done with a row: a password shown, a secret renewed, links to other rows changed."""

    def endereco_da_trilha(self, modelo: type[models.Model], chave: str) -> str:
        """Where what was recorded of a row is read."""
