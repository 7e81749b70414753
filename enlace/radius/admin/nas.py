"""The page of the concentrators. Their secrets are written here and read nowhere."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import FormularioComSegredos, PainelModelAdmin
from enlace.radius.models import Nas


class FormularioDoNas(FormularioComSegredos):
    """A concentrator without a secret is one that anybody can play."""

    def clean(self) -> dict[str, Any]:
        """Ask for the secret of a new one; of one that has it, an empty entry keeps it."""
        dados = super().clean() or self.cleaned_data
        if not dados.get("segredo") and "segredo" not in self.errors:
            self.add_error("segredo", _("Informe o segredo, o mesmo do equipamento."))
        return dados


@admin.register(Nas)
class NasAdmin(PainelModelAdmin[Nas]):
    """Few; a change counts within seconds, without restarting anything."""

    form = FormularioDoNas
    list_display = ("equipamento", "endereco", "porta_incoming", "exige_message_authenticator", "ativo")
    list_filter = ("ativo",)
    search_fields = ("equipamento__nome", "endereco__startswith")
    search_help_text = _("Nome do equipamento ou começo do endereço")
    relacionados = ("equipamento",)
    campos_secretos = ("segredo",)
    autocomplete_fields = ("equipamento",)
    fieldsets = (
        (None, {"fields": (("equipamento", "endereco"), ("segredo", "porta_incoming"), ("ativo", "exige_message_authenticator"))}),
    )
