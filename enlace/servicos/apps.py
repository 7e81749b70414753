from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.servicos"
    label = "servicos"
    verbose_name = _("Serviços")
