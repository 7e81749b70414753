"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "lista": "AFGX",
    "fatura": "AFGX",
    "enviar": "AFGX",
    "receber": "FGX",
    "receber_varias": "FGX",
    "desfazer": "FGX",
    "cancelar": "FGX",
    "revogar_link": "FGX",
    "registrar": "FGX",
    "renegociar": "FGX",
    "lancar": "FGX",
    "emitir": "FGX",
    "retirar": "FGX",
}
