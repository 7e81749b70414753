from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.processos"
    label = "processos"
    verbose_name = _("Processos")
