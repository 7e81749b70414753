from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.planos"
    label = "planos"
    verbose_name = _("Planos")
