"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "servico": "AFTGX",
    "desbloquear": "AFGX",
    "desconectar": "ATGX",
    "limpar_mac": "ATGX",
    "suspender": "FGX",
    "habilitar": "FGX",
    "cancelar": "GX",
    "mudar_plano": "GX",
    "mudar_endereco": "GX",
    "editar": "GX",
    "ver_senha": "TGX",
}
