"""What the interactive documentation says of the parameters of 4.6 and of the body of 4.12."""

from enlace.integracao.cliente.extrato import BUSCAS, DIAS_PADRAO
from enlace.integracao.cliente.listas import LIMITE_MAXIMO, LIMITE_PADRAO
from enlace.integracao.openapi import DATA, Json, corpo, opcoes, parametro

EXTRATO: Json = {
    "parameters": [
        parametro("busca", "Por onde procurar", opcoes(list(BUSCAS)), obrigatorio=True, valor="login"),
        parametro(
            "termo_busca",
            "O que procurar. Em ipv6_wan e ipv6_lan: um prefixo, exato, ou um endereço de dentro dele",
            {"type": "string"},
            obrigatorio=True,
            valor="antoniomas",
        ),
        parametro(
            "limit",
            f"Quantas conexões, das mais novas: de 1 a {LIMITE_MAXIMO}",
            {"type": "integer", "minimum": 1, "maximum": LIMITE_MAXIMO, "default": LIMITE_PADRAO},
        ),
        parametro("data_inicio", f"Iniciadas a partir deste dia (sem ele, {DIAS_PADRAO} dias antes de data_fim)", DATA),
        parametro("data_fim", "Iniciadas até este dia, inclusive (sem ele, hoje)", DATA),
    ]
}
RESET_MAC = corpo(
    "16-cliente-reset-mac",
    {
        "id_cliente_servico": {
            "oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+$"}],
            "description": "Código do serviço do cliente",
        }
    },
    obrigatorios=["id_cliente_servico"],
)
