from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.auditoria"
    label = "auditoria"
    verbose_name = _("Auditoria")
