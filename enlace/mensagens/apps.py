from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.mensagens"
    label = "mensagens"
    verbose_name = _("Mensagens")
