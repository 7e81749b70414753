"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "faturamento": "FGX",
    "execucao": "FGX",
    "remessas": "FGX",
    "retornos": "FGX",
}
