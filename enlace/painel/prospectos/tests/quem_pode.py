"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "funil": "AGX",
    "lista": "AGX",
    "novo": "AGX",
    "editar": "AGX",
    "mover": "AGX",
    "perder": "AGX",
    "reabrir": "AGX",
    "prospecto": "AGX",
}
