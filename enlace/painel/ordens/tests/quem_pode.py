"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "agenda": "AFTGX",
    "lista": "AFTGX",
    "mapa": "AFTGX",
    "nova": "AGX",
    "ordem": "AFTGX",
    "agendar": "AGX",
    "desmarcar": "AGX",
    "iniciar": "ATGX",
    "finalizar": "ATGX",
    "cancelar": "AGX",
}
