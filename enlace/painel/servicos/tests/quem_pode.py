"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "servico": "AFTGX",
    "desbloquear": "AFGX",
    "desconectar": "ATGX",
    "limpar_mac": "ATGX",
    "ver_senha": "TGX",
    "suspender": "FGX",
    "habilitar": "FGX",
    "etapa": "FGX",
    "cancelar": "GX",
    "mudar_plano": "GX",
    "mudar_endereco": "GX",
    "editar": "GX",
    "interfaces": "GX",
    "portas": "GX",
}
