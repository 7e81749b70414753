"""What the interactive documentation says of the bodies of 4.8 to 4.10."""

from enlace.integracao.openapi import Json, corpo

_ID_FATURA: Json = {
    "oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+$"}],
    "description": "Código da fatura, em aberto",
}


def _lista(que: str) -> Json:
    return {
        "type": "array",
        "maxItems": 20,
        "items": {"type": "string"},
        "description": (
            f"Além dos cadastrados: {que}. Cada um que não vale é recusado em `errors`, e então nada é enviado; o mesmo endereço "
            "recebe uma vez só"
        ),
    }


_TELEFONES = _lista("telefones com DDD")
POR_EMAIL = corpo(
    "12-financeiro-enviar-email",
    {"id_fatura": _ID_FATURA, "email_adicional": _lista("endereços de e-mail")},
    obrigatorios=["id_fatura"],
)
POR_SMS = corpo(
    "13-financeiro-enviar-sms",
    {
        "id_fatura": _ID_FATURA,
        "telefone_adicional": _TELEFONES,
        "email_adicional": {**_TELEFONES, "description": "O mesmo que telefone_adicional, com o nome que o exemplo lhe dá"},
    },
    obrigatorios=["id_fatura"],
)
POR_PUSH = corpo("14-financeiro-enviar-push", {"id_fatura": _ID_FATURA}, obrigatorios=["id_fatura"])
