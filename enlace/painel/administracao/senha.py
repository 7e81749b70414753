"""Changing one's own password: Django's page, our verb, a trace."""

from typing import Any, cast

from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from unfold.forms import AdminOwnPasswordChangeForm

from enlace.contas.models import Usuario
from enlace.contas.usuarios import trocar_senha
from enlace.core import datas
from enlace.core.admin.trilha import SiteComTrilha


class FormularioDaPropriaSenha(AdminOwnPasswordChangeForm):  # type: ignore[misc]  # unfold has no types
    """Asks for the password of before and, twice, for the new one."""

    def save(self, commit: bool = True) -> Usuario:  # noqa: ARG002, FBT001, FBT002 - Django's own signature
        """By the verb: what was opened with the password of before is closed."""
        usuario: Usuario = self.user
        trocar_senha(usuario, senha=self.cleaned_data["new_password1"], agora=datas.agora())
        return usuario


class TrocaDaPropriaSenha(PasswordChangeView):
    """The page; whoever changes the password stays signed in here, and only here."""

    form_class = FormularioDaPropriaSenha
    success_url = reverse_lazy("admin:password_change_done")
    # The site that the page is of; it records.
    trilha: SiteComTrilha | None = None

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - Django's own signature
        """Change the password and record that it changed, in one transaction."""
        with transaction.atomic():
            antes = Usuario.objects.select_for_update().get(pk=form.user.pk)
            resposta = super().form_valid(form)
            cast("SiteComTrilha", self.trilha).registrar_alteracao(self.request, antes, Usuario.objects.get(pk=antes.pk))
        return resposta
