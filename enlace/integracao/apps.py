from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.integracao"
    label = "integracao"
    verbose_name = _("API de integração")
