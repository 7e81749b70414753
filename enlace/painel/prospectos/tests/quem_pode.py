"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "funil": "AGX",
    "novo": "AGX",
    "prospecto": "AGX",
}
