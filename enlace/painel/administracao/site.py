"""The panel's admin site: only pages that leave a trace, and the trace itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db import models
from django.db.models.base import ModelBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor, diferenca, registrar, retrato
from enlace.core.admin import PainelModelAdmin
from enlace.core.origem import endereco_ip
from enlace.painel.administracao import conexoes
from enlace.painel.administracao.senha import TrocaDaPropriaSenha


class SiteDoPainel(UnfoldAdminSite):  # type: ignore[misc]  # unfold has no types
    """The site that domains register their pages with (`enlace.core.admin.trilha.SiteComTrilha`)."""

    index_title = _("Início")

    def register(
        self,
        model_or_iterable: ModelBase | Iterable[ModelBase],
        admin_class: "type[ModelAdmin[Any]] | None" = None,
        **opcoes: object,
    ) -> None:
        """Take the pages of Enlace's own domains only.

        Libraries (OAuth2, jobs, Django's groups) bring pages of theirs, which would show hashes and change rows without a trace.
        """
        if admin_class is not None and issubclass(admin_class, PainelModelAdmin):
            super().register(model_or_iterable, admin_class, **opcoes)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """The page where people change their own password."""
        contexto = {**self.each_context(request), **(extra_context or {})}
        return TrocaDaPropriaSenha.as_view(trilha=self, extra_context=contexto)(request)

    def registrar_inclusao(self, request: HttpRequest, objeto: models.Model) -> None:
        """Record a row that was not there."""
        registrar(_autor(request), "incluir", objeto, antes=None, depois=retrato(objeto))

    def registrar_alteracao(self, request: HttpRequest, antes: models.Model, depois: models.Model) -> None:
        """Record the columns of a row that differ, nothing when none does; live sessions follow what they are granted."""
        era, ficou = diferenca(retrato(antes), retrato(depois))
        if ficou:
            registrar(_autor(request), "alterar", depois, antes=era, depois=ficou)
            conexoes.seguir(depois, ficou.keys())

    def registrar_remocao(self, request: HttpRequest, objeto: models.Model) -> None:
        """Record a row about to be deleted."""
        registrar(_autor(request), "apagar", objeto, antes=retrato(objeto), depois=None)

    def registrar_acao(
        self,
        request: HttpRequest,
        acao: str,
        objeto: models.Model,
        *,
        antes: Mapping[str, object] | None = None,
        depois: Mapping[str, object] | None = None,
    ) -> None:
        """Record anything else that was done with a row."""
        registrar(_autor(request), acao, objeto, antes=antes, depois=depois)

    def endereco_da_trilha(self, modelo: type[models.Model], chave: str) -> str:
        """The list of what was recorded of one row."""
        return f"{reverse('admin:auditoria_registro_changelist')}?{urlencode({'tabela': modelo._meta.db_table, 'chave': chave})}"


def _autor(request: HttpRequest) -> Autor:
    return Autor(porta=Registro.Porta.PAINEL, id_usuario=request.user.pk, endereco_ip=endereco_ip(request))
