"""Makes the panel's site the one that every `admin.py` registers with.

Apart from `apps.py`: there, Django would have to choose between two applications.
"""

from django.contrib.admin.apps import AdminConfig


class AdminDoPainel(AdminConfig):
    """Django's admin with the panel's site."""

    default_site = "enlace.painel.administracao.site.SiteDoPainel"
