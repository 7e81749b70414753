from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.configuracao"
    label = "configuracao"
    verbose_name = _("Configuração")
