"""The page of the rule of trust unblocks: who gets one, for how long and how often."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enlace.configuracao.models import RegraDesbloqueio
from enlace.core.admin import LinhaUnica


@admin.register(RegraDesbloqueio)
class RegraDesbloqueioAdmin(LinhaUnica[RegraDesbloqueio]):
    """What is set here counts from the next request on."""

    fieldsets = (
        (None, {"fields": ("habilitado", "so_por_debito")}),
        (_("Limites"), {"fields": ("maximo_de_dias", ("vezes", "periodo_dias"), "intervalo_dias")}),
    )
