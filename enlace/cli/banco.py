"""The database of a command that brings its own: DATABASE_URL when it is set, else the embedded PostgreSQL."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enlace.cli.postgres import PostgresEmbutido


@contextmanager
def banco_ou_embutido(pasta: Path) -> Iterator[None]:
    """Set DATABASE_URL for the time of the block; an embedded PostgreSQL is stopped at its end, whatever ends it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    postgres = PostgresEmbutido(pasta)
    try:
        postgres.iniciar()
        os.environ["DATABASE_URL"] = postgres.url()
        yield
    finally:
        # A second Ctrl-C must not leave the database running.
        for sinal in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sinal, signal.SIG_IGN)
        print("Parando o PostgreSQL…", flush=True)
        postgres.parar()
