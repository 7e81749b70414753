"""What the interactive documentation says of the bodies of chapter 7."""

from enlace.integracao.openapi import Json, corpo

_NUMERO: Json = {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]}
_CAMPOS: Json = {
    "ramal": {**_NUMERO, "description": "Ramal do usuário. Obrigatório quando identificador_interno não é informado"},
    "identificador_interno": {
        "type": "string",
        "maxLength": 60,
        "description": "Código do usuário na central telefônica. Obrigatório quando ramal não é informado",
    },
    "codigo_cliente": {**_NUMERO, "description": "Código do cliente, se a central o conhece"},
    "id_cliente": {**_NUMERO, "description": "Identificador do cliente, se a central o conhece"},
    "telefone": {
        "oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "maxLength": 40}],
        "description": "Telefone de quem liga, com DDD ou um ramal interno. Sem cliente informado, identifica-o pelo telefone",
    },
}
NOTIFICAR = corpo("19-pbx-notificar", _CAMPOS, obrigatorios=[])
CANCELAR = corpo("20-pbx-cancelar", _CAMPOS, obrigatorios=[])
