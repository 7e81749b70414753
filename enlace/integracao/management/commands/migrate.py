"""Django's `migrate`, with the derived schema of the API taken away before it and made again after it.

The functions that FreeRADIUS calls are made again as well, and the roles that are missing are made. It has Django's
name so that nothing (the tests' databases, other commands) can change tables past it.
"""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import transaction

from enlace.contas import papeis
from enlace.integracao import visoes
from enlace.radius import esquema


class Command(DjangoMigrate):
    """Migrate, then make the views and the functions of FreeRADIUS again."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Drop the views, migrate, make views and functions."""
        banco = options["database"]
        so_olhar = options["check_unapplied"] or options["plan"]
        if not so_olhar:
            visoes.apagar(banco=banco)
        super().handle(*args, **options)
        if not so_olhar and not self._tabelas_desfeitas(options):
            with transaction.atomic(using=banco):
                visoes.criar(banco=banco)
            esquema.refazer(banco=banco)
            papeis.garantir_papeis(banco=banco)

    @staticmethod
    def _tabelas_desfeitas(options: dict[str, Any]) -> bool:
        """A migration to a named point (usually backwards) may leave tables that the views do not fit."""
        return options["migration_name"] is not None
