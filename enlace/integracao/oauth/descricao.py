"""What the interactive documentation says of the body of `/oauth/token`."""

from enlace.integracao.openapi import Json, corpo

TOKEN: Json = corpo(
    "01-oauth-token",
    {
        "grant_type": {"type": "string", "enum": ["password", "refresh_token"]},
        "client_id": {"type": ["string", "integer"]},
        "client_secret": {"type": "string"},
        "username": {"type": "string", "description": "E-mail do usuário (grant password)"},
        "password": {"type": "string", "description": "Senha do usuário (grant password)"},
        "refresh_token": {"type": "string", "description": "Grant refresh_token"},
    },
    obrigatorios=["grant_type", "client_id", "client_secret"],
)
