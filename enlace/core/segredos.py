"""Which columns are secrets, by name: never written to the audit, never searched by in the panel."""

import re
from typing import Final

_PARECE = re.compile(r"senha|password|passwd|secret|segredo|token|api_?key|authorization", re.IGNORECASE)

SEGREDOS: Final = frozenset(
    {
        "senha",
        "password",
        "client_secret",
        "google_maps_chave",
        "token",
        "segredo",
        "chave_privada",
        "fcm_conta_servico",
        # A browser's keys for notifications (RFC 8291) and where they go.
        "p256dh",
        "auth",
        "endpoint",
    }
)


def parece_segredo(chave: str) -> bool:
    """Whether a key of somebody else's data (the free parameters of a ticket) is called as secrets are."""
    return _PARECE.search(chave) is not None
