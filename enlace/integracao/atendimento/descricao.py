"""What the interactive documentation says of the bodies of chapter 3 and the parameters of 4.2 and 4.11."""

from enlace.integracao.cliente import atendimento, ordem_servico
from enlace.integracao.cliente.busca import SENTIDOS
from enlace.integracao.cliente.listas import LIMITE_MAXIMO, LIMITE_PADRAO, Lista
from enlace.integracao.openapi import DATA, SIM_NAO, Json, corpo, opcoes, parametro

_NUMERO: Json = {"type": ["integer", "string"]}
_PARAMETROS: Json = {"type": "object", "description": "Dados livres da integração, até 64 KB; juntam-se aos que já havia"}
ABERTURA: Json = corpo(
    "02-atendimento-novo",
    {
        "id_cliente_servico": _NUMERO,
        "descricao": {"type": "string"},
        "nome": {"type": "string", "maxLength": 150, "description": "Quem pede"},
        "telefone": {"type": ["string", "integer"], "description": "Com DDD, só números (DDNNNNNNNNN)"},
        "email": {"type": "string", "format": "email"},
        "abrir_os": {"type": "boolean", "default": False, "description": "Abrir também uma ordem de serviço"},
        "id_tipo_atendimento": {**_NUMERO, "description": "Sem ele, SAC"},
        "parametros": _PARAMETROS,
        "parametros_ordem_servico": {
            "type": "object",
            "properties": {
                "id_tipo_ordem_servico": {**_NUMERO, "description": "Sem ele, ABERTURA VIA API"},
                "status": {"type": "string", "enum": ["aguardando_agendamento", "pendente"], "default": "aguardando_agendamento"},
                "ids_tecnicos": {"type": "array", "items": _NUMERO},
            },
        },
    },
    obrigatorios=["id_cliente_servico", "descricao", "nome", "telefone"],
)
EDICAO: Json = corpo(
    "03-atendimento-editar",
    {
        "descricao": {"type": "string", "description": "Nova descrição de abertura"},
        "parametros": _PARAMETROS,
        "fechar_atendimento": {
            "type": "boolean",
            "default": False,
            "description": "Fechar o atendimento e suas ordens de serviço abertas",
        },
    },
    obrigatorios=[],
)


def _lista(lista: Lista, proprio: Json) -> Json:
    return {
        "parameters": [
            parametro("busca", "Por onde procurar", opcoes(list(lista.buscas)), obrigatorio=True, valor="codigo_cliente"),
            parametro("termo_busca", "O que procurar", {"type": "string"}, obrigatorio=True, valor="1204"),
            parametro(
                "limit",
                f"Quantos: de 1 a {LIMITE_MAXIMO}",
                {"type": "integer", "minimum": 1, "maximum": LIMITE_MAXIMO, "default": LIMITE_PADRAO},
            ),
            proprio,
            parametro("order_by", "Campo da ordenação", opcoes(lista.ordens, padrao=lista.ordens[0])),
            parametro("order_type", "Sentido da ordenação", opcoes(SENTIDOS, padrao=lista.sentido)),
            parametro("data_inicio", "Cadastrados a partir deste dia", DATA),
            parametro("data_fim", "Cadastrados até este dia (maior ou igual a data_inicio)", DATA),
        ]
    }


CONSULTA: Json = _lista(atendimento.LISTA, parametro("apenas_pendente", "Só os que estão abertos", opcoes(SIM_NAO, padrao="sim")))
CONSULTA_DE_ORDENS: Json = _lista(
    ordem_servico.LISTA,
    parametro("status", f"Só nestas situações, separadas por vírgula: {', '.join(ordem_servico.ESTADOS)}", {"type": "string"}),
)
