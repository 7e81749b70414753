"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "canal": "AFTGX*",
    "lista": "AFTGX*",
    # In a demonstration, for oneself.
    "simular": "AFTGX*",
    # One's own: who is called may be anybody.
    "ligacao": "AFTGX*",
    "procurar": "AFTGX",
    "cliente": "AFTGX",
    "abrir_atendimento": "AFGX",
    "encerrar": "AFTGX*",
}
