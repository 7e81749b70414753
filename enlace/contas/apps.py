from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.contas"
    label = "contas"
    verbose_name = _("Contas e API")
