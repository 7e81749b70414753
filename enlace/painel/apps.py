from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.painel"
    label = "painel"
    verbose_name = _("Painel")
