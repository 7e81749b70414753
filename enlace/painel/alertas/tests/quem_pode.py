"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "lista": "GX",
    "novo": "GX",
    "alerta": "GX",
    "encerrar": "GX",
}
