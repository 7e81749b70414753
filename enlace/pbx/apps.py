from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.pbx"
    label = "pbx"
    verbose_name = _("PBX")
