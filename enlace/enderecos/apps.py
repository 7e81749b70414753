from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.enderecos"
    label = "enderecos"
    verbose_name = _("Endereços")
