"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "faturamento": "FGX",
    "execucao": "FGX",
    "retomar": "FGX",
    "ocorrencias": "FGX",
    "remessas": "FGX",
    "remessa_pedida": "FGX",
    "baixar_remessa": "FGX",
    "retornos": "FGX",
    "ler_retorno": "FGX",
    "retorno": "FGX",
    "retomar_retorno": "FGX",
}
