from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.cli"
    label = "cli"
    verbose_name = _("Linha de comando")
