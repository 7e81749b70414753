from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.radius"
    label = "radius"
    verbose_name = _("RADIUS")
