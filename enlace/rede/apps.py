from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.rede"
    label = "rede"
    verbose_name = _("Rede")
