"""What the interactive documentation says of the parameters of 4.1 and 4.3."""

from enlace.integracao.cliente.busca import BUSCAS, ORDENS, SENTIDOS
from enlace.integracao.cliente.colunas import RELACOES
from enlace.integracao.cliente.consulta import LIMITE_MAXIMO, LIMITE_PADRAO
from enlace.integracao.openapi import DATA, SIM_NAO, Json, opcoes, parametro

_CANCELADO = parametro("cancelado", "Trazer também os serviços cancelados", opcoes(SIM_NAO, padrao="nao"))
_ORDEM = [
    parametro("order_by", "Campo da ordenação", opcoes(list(ORDENS), padrao="data_cadastro")),
    parametro("order_type", "Sentido da ordenação", opcoes(SENTIDOS, padrao="asc")),
]

CONSULTA: Json = {
    "parameters": [
        parametro("busca", "Por onde procurar", opcoes(list(BUSCAS)), obrigatorio=True, valor="nome_razaosocial"),
        parametro("termo_busca", "O que procurar", {"type": "string"}, obrigatorio=True, valor="guilherme"),
        parametro(
            "limit",
            f"Quantos clientes: de 1 a {LIMITE_MAXIMO}",
            {"type": "integer", "minimum": 1, "maximum": LIMITE_MAXIMO, "default": LIMITE_PADRAO},
        ),
        _CANCELADO,
        parametro("ultima_conexao", "Trazer a última conexão de cada serviço", opcoes(SIM_NAO, padrao="nao")),
        parametro("incluir_contrato", "Trazer os contratos de cada serviço", opcoes(SIM_NAO, padrao="nao")),
        *_ORDEM,
    ]
}
TODOS: Json = {
    "parameters": [
        parametro("data_inicio", "Cadastrados a partir deste dia", DATA),
        parametro("data_fim", "Cadastrados até este dia (maior ou igual a data_inicio)", DATA),
        _CANCELADO,
        parametro("codigo_pacote", "Só clientes com um pacote deste código", {"type": "string"}),
        parametro(
            "relacoes",
            f"Só estas relações, separadas por vírgula: {', '.join(RELACOES)}. Sem o parâmetro, as do exemplo",
            {"type": "string"},
        ),
        parametro("limit", "Quantos clientes, no máximo (sem o parâmetro, todos)", {"type": "integer", "minimum": 1}),
        parametro("offset", "Quantos clientes pular", {"type": "integer", "minimum": 0}),
        *_ORDEM,
    ]
}
