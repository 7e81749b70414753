from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.financeiro"
    label = "financeiro"
    verbose_name = _("Financeiro")
