from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "enlace.ordens_servico"
    label = "ordens_servico"
    verbose_name = _("Ordens de serviço")
