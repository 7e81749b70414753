"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "inicio": "GX",
    "provedor": "X",
    "desbloqueio": "GX",
    "radius": "X",
    "regras_de_cobranca": "FGX",
    "nova_regra": "GX",
    "regra": "GX",
    "testar_email": "X",
    "testar_sms": "X",
    "testar_push": "X",
    "testar_mapa": "X",
    "clientes_api": "X",
    "cliente_api_novo": "X",
    "cliente_api": "X",
    "cliente_api_editar": "X",
    "cliente_api_segredo": "X",
    "cliente_api_revogar": "X",
    "cliente_api_ligar": "X",
    "usuarios": "GX",
    "usuario_novo": "X",
    "usuario": "GX",
    "usuario_editar": "X",
    "usuario_senha": "X",
    "usuario_ligar": "X",
    "papeis": "GX",
}
