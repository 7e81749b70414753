"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "lista": "AFTGX",
    "ficha": "AFTGX",
    "faturas": "AFGX",
    "atendimentos": "AFTGX",
    "ordens": "AFTGX",
    "conexoes": "AFTGX",
    "mensagens": "AFGX",
    "historico": "GX",
    "editar": "AGX",
    "contato_novo": "AGX",
    "contato_editar": "AGX",
    "contato_apagar": "AGX",
}
