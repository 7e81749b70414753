"""Which columns are secrets, by name: never written to the audit, never searched by in the panel."""

from typing import Final

SEGREDOS: Final = frozenset({"senha", "password", "client_secret", "google_maps_chave", "token", "segredo", "chave_privada"})
