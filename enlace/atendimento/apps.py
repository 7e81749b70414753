from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.atendimento"
    label = "atendimento"
    verbose_name = _("Atendimento")
