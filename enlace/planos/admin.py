"""Pages of the catalogue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PainelModelAdmin
from enlace.planos.models import Pacote, Plano, Tecnologia


@admin.register(Tecnologia)
class TecnologiaAdmin(PainelModelAdmin[Tecnologia]):
    """How customers are reached."""

    list_display = ("nome",)
    search_fields = ("nome",)


@admin.register(Plano)
class PlanoAdmin(PainelModelAdmin[Plano]):
    """What is on sale, and what once was."""

    list_display = ("nome", "tecnologia", "valor", "velocidade_download", "velocidade_upload", "ativo", "disponivel_prospecto")
    list_filter = ("ativo", "disponivel_prospecto", "tecnologia")
    search_fields = ("nome",)
    relacionados = ("tecnologia",)
    fieldsets = (
        (None, {"fields": ("nome", "tecnologia", "valor", ("ativo", "disponivel_prospecto"))}),
        (_("Velocidade"), {"fields": (("velocidade_download", "velocidade_upload"), "nome_radius", ("pool", "pool_ipv6"))}),
    )


@admin.register(Pacote)
class PacoteAdmin(PainelModelAdmin[Pacote]):
    """What is sold on top of a plan."""

    list_display = ("descricao", "codigo", "valor", "ativo")
    list_filter = ("ativo",)
    search_fields = ("descricao", "codigo")
