"""The derived schema `integracao`: the views in which each documented object stands once.

It holds no data. It is dropped before the tables change and made again after it (command `migrar`), so a migration never has to
know what a document looks like, and a document is changed by editing its view.
"""

from pathlib import Path

from django.db import connections

PASTA = Path(__file__).parent / "visoes"


def apagar(*, banco: str = "default") -> None:
    """Drop the schema and everything in it."""
    with connections[banco].cursor() as cursor:
        cursor.execute("drop schema if exists integracao cascade")


def criar(*, banco: str = "default") -> None:
    """Make the schema: the files of `visoes/` in the order of their names, which is the order in which they build on each other."""
    with connections[banco].cursor() as cursor:
        cursor.execute("create schema integracao")
        for arquivo in sorted(PASTA.glob("*.sql")):
            cursor.execute(arquivo.read_text())
