"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "inicio": "TGX",
    "caixas": "TGX",
    "zonas": "TGX",
    "equipamento": "TGX",
    "sessoes": "TGX",
    "nas": "X",
    "caixa": "TGX",
    "ligar": "TGX",
    "liberar": "TGX",
}
