"""What the interactive documentation says of the parameters of 4.7 and 6.1."""

from enlace.integracao.cliente import financeiro
from enlace.integracao.cliente.busca import SENTIDOS
from enlace.integracao.cliente.listas import LIMITE_MAXIMO, LIMITE_PADRAO
from enlace.integracao.financeiro import consulta
from enlace.integracao.openapi import DATA, SIM_NAO, Json, opcoes, parametro

DO_CLIENTE: Json = {
    "parameters": [
        parametro("busca", "Por onde procurar", opcoes(list(financeiro.BUSCAS)), obrigatorio=True, valor="codigo_cliente"),
        parametro("termo_busca", "O que procurar", {"type": "string"}, obrigatorio=True, valor="1162"),
        parametro(
            "limit",
            f"Quantas faturas: de 1 a {LIMITE_MAXIMO}",
            {"type": "integer", "minimum": 1, "maximum": LIMITE_MAXIMO, "default": LIMITE_PADRAO},
        ),
        parametro(
            "apenas_pendente",
            "Só as que esperam pagamento; com nao, também as quitadas e as canceladas",
            opcoes(SIM_NAO, padrao="sim"),
        ),
        parametro("order_by", "Campo da ordenação", opcoes(financeiro.ORDENS, padrao="data_vencimento")),
        parametro("order_type", "Sentido da ordenação", opcoes(SENTIDOS, padrao="asc")),
        parametro("data_inicio", "Que vencem a partir deste dia", DATA),
        parametro("data_fim", "Que vencem até este dia (maior ou igual a data_inicio)", DATA),
    ]
}
CONSULTA: Json = {
    "parameters": [
        parametro("busca", "Por onde procurar; sem ela, faturas de todos os clientes", opcoes(list(consulta.BUSCAS))),
        parametro("termo_busca", "O que procurar", {"type": "string"}),
        parametro(
            "tipo_data", "A data que data_inicio e data_fim limitam", opcoes(consulta.TIPOS_DE_DATA, padrao="data_vencimento")
        ),
        parametro(
            "tipo_resultado",
            "detalhado traz também o que cliente/financeiro mostra da fatura: boleto, Pix, detalhamento",
            opcoes(consulta.RESULTADOS, padrao="simplificado"),
        ),
        parametro("data_inicio", f"A partir deste dia; sem as duas datas, {consulta.DIAS_PADRAO} dias antes de hoje", DATA),
        parametro(
            "data_fim",
            f"Até este dia; sem ela, hoje. Sem busca, no máximo {consulta.DIAS_SEM_BUSCA} dias depois de data_inicio",
            DATA,
        ),
        parametro("apenas_quitado", "sim: só quitadas; nao: só em aberto; sem ele, as duas. Canceladas nunca vêm", opcoes(SIM_NAO)),
        parametro("order_by", "Campo da ordenação; sem ele, o de tipo_data", opcoes(consulta.ORDENS)),
        parametro("order_type", "Sentido da ordenação", opcoes(SENTIDOS, padrao="asc")),
        parametro("limit", "Quantas faturas, no máximo (sem o parâmetro, todas)", {"type": "integer", "minimum": 1}),
    ]
}
