from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.clientes"
    label = "clientes"
    verbose_name = _("Clientes")
