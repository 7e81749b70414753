"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "fila": "AFTGX",
    "novo": "AFGX",
    "atendimento": "AFTGX",
    "responder": "AFGX",
    "encaminhar": "AFGX",
    "classificar": "AFGX",
    "fechar": "AFGX",
    "reabrir": "AFGX",
}
