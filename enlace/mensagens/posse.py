"""Who is sending a message: an advisory lock of the worker's session, which PostgreSQL releases when the worker dies.

Not a lease: a worker that is slow keeps its message as long as it lives, and the message of one that was killed is free at once.
The lock belongs to the session: between the worker and PostgreSQL no pooler may stand that shares sessions out by transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

# The family of advisory locks of messages (`core/db.py` has 765001).
_FAMILIA: Final = 765_002
_CHAVES: Final = 2**31


@contextmanager
def posse(id_mensagem: int) -> Iterator[bool]:
    """Try to take a message for the length of the block; whether it was free."""
    # Two messages two thousand million apart share a key: the second waits for its next turn.
    chave = [_FAMILIA, id_mensagem % _CHAVES]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", chave)
        linha = cursor.fetchone()
    minha = bool(linha and linha[0])
    try:
        yield minha
    finally:
        if minha and connection.is_usable():
            with connection.cursor() as cursor:
                # On a session that was opened anew meanwhile it says false: the lock went with the old one.
                cursor.execute("select pg_advisory_unlock(%s, %s)", chave)
