from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.prospectos"
    label = "prospectos"
    verbose_name = _("Prospectos")
