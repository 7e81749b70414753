"""Codes of Sicoob's files and what they mean, in our words.

Sources: FEBRABAN, "Layout padrão CNAB 240", domains C004, C015, C044 and C047; Sicoob's choice of them as quoted from its manual in
BoletoNetCore issue 183 and kept by laravel-boleto (`Cnab240/Banco/Bancoob`). The bank has codes of its own besides: returns that
were published carry reasons such as AF and HA, and no public table explains them. What is not here is kept and has no meaning.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

BANCO: Final = "756"


class MovimentoRemessa(StrEnum):
    """What is asked of the bank about a title (C004)."""

    ENTRADA = "01"
    BAIXA = "02"
    ABATIMENTO = "04"
    VENCIMENTO = "06"


ENTRADA_CONFIRMADA: Final = "02"
ENTRADA_REJEITADA: Final = "03"
LIQUIDACAO: Final = "06"
BAIXA: Final = "09"
VENCIMENTO_ALTERADO: Final = "14"
LIQUIDACAO_APOS_BAIXA: Final = "17"
INSTRUCAO_REJEITADA: Final = "26"
TARIFAS: Final = "28"
ALTERACAO_REJEITADA: Final = "30"

# Somebody paid. Not 44, 45 and 50: a cheque that bounced, was cleared or is still on its way is told by these besides.
LIQUIDACOES: Final = frozenset({LIQUIDACAO, LIQUIDACAO_APOS_BAIXA})
REJEICOES: Final = frozenset({ENTRADA_REJEITADA, INSTRUCAO_REJEITADA, ALTERACAO_REJEITADA})

ESPECIES: Final[Mapping[str, str]] = {
    "DM": "02",
    "DMI": "03",
    "DS": "04",
    "DSI": "05",
    "RC": "17",
    "FAT": "18",
    "ND": "19",
    "NF": "23",
    "DD": "24",
    "OU": "99",
}

MOVIMENTOS: Final[Mapping[str, str]] = {
    "02": "Entrada confirmada",
    "03": "Entrada rejeitada",
    "04": "Transferência de carteira: entrada",
    "05": "Transferência de carteira: baixa",
    "06": "Liquidação",
    "07": "Desconto confirmado",
    "08": "Cancelamento de desconto confirmado",
    "09": "Baixa",
    "11": "Título em carteira (em ser)",
    "12": "Abatimento confirmado",
    "13": "Cancelamento de abatimento confirmado",
    "14": "Alteração de vencimento confirmada",
    "15": "Franco de pagamento",
    "17": "Liquidação após baixa ou de título não registrado",
    "19": "Instrução de protesto confirmada",
    "20": "Sustação ou cancelamento de protesto confirmado",
    "23": "Remessa a cartório",
    "24": "Retirada de cartório, mantido em carteira",
    "25": "Protestado e baixado",
    "26": "Instrução rejeitada",
    "27": "Alteração de outros dados confirmada",
    "28": "Débito de tarifas ou custas",
    "29": "Ocorrência do pagador",
    "30": "Alteração de dados rejeitada",
    "33": "Alteração do rateio de crédito confirmada",
    "34": "Cancelamento do rateio de crédito confirmado",
    "35": "Desagendamento do débito automático confirmado",
    "36": "Envio de e-mail ou SMS confirmado",
    "37": "Envio de e-mail ou SMS rejeitado",
    "38": "Alteração do prazo limite de recebimento confirmada",
    "39": "Dispensa do prazo limite de recebimento confirmada",
    "40": "Alteração do número do título confirmada",
    "41": "Alteração do número de controle confirmada",
    "42": "Alteração dos dados do pagador confirmada",
    "43": "Alteração dos dados do sacador avalista confirmada",
    "44": "Pago com cheque devolvido",
    "45": "Pago com cheque compensado",
    "46": "Cancelamento de protesto confirmado",
    "47": "Protesto para fins falimentares confirmado",
    "48": "Transferência de carteira ou modalidade confirmada",
    "49": "Alteração do contrato de cobrança",
    "50": "Pago com cheque a compensar",
    "51": "DDA: reconhecido pelo pagador",
    "52": "DDA: não reconhecido pelo pagador",
    "53": "DDA: recusado pela CIP",
    "54": "Baixa de título negativado sem protesto confirmada",
    "55": "Dispensa de multa confirmada",
    "56": "Cobrança de multa confirmada",
    "57": "Alteração de juros confirmada",
    "58": "Alteração de desconto confirmada",
    "59": "Alteração do beneficiário confirmada",
    "60": "Dispensa de juros confirmada",
}

_DE_REJEICAO: Final[Mapping[str, str]] = {
    "01": "Código do banco inválido",
    "02": "Código do registro inválido",
    "03": "Segmento inválido",
    "04": "Movimento não permitido para a carteira",
    "05": "Movimento inválido",
    "06": "CPF ou CNPJ do beneficiário inválido",
    "07": "Agência, conta ou dígito inválido",
    "08": "Nosso número inválido",
    "09": "Nosso número duplicado",
    "10": "Carteira inválida",
    "11": "Forma de cadastramento inválida",
    "12": "Tipo de documento inválido",
    "13": "Emissão do boleto inválida",
    "14": "Distribuição do boleto inválida",
    "15": "Características da cobrança incompatíveis",
    "16": "Vencimento inválido",
    "17": "Vencimento anterior à emissão",
    "18": "Vencimento fora do prazo",
    "20": "Valor do título inválido",
    "21": "Espécie do título inválida",
    "22": "Espécie não permitida para a carteira",
    "23": "Aceite inválido",
    "24": "Data de emissão inválida",
    "25": "Emissão posterior à entrada",
    "26": "Código de juros inválido",
    "27": "Valor ou taxa de juros inválido",
    "28": "Código de desconto inválido",
    "29": "Desconto maior ou igual ao valor do título",
    "30": "Desconto a conceder não confere",
    "31": "Já existe desconto",
    "33": "Abatimento inválido",
    "34": "Abatimento maior ou igual ao valor do título",
    "36": "Já existe abatimento",
    "37": "Código de protesto inválido",
    "38": "Prazo de protesto inválido",
    "39": "Protesto não permitido para o título",
    "40": "Título com ordem de protesto emitida",
    "41": "Título sem instrução de protesto",
    "42": "Código de baixa inválido",
    "43": "Prazo de baixa inválido",
    "44": "Moeda inválida",
    "45": "Nome do pagador não informado",
    "46": "CPF ou CNPJ do pagador inválido",
    "47": "Endereço do pagador não informado",
    "48": "CEP inválido",
    "49": "CEP sem praça de cobrança",
    "50": "CEP de banco correspondente",
    "51": "CEP incompatível com a UF",
    "52": "UF inválida",
    "53": "CPF ou CNPJ do sacador avalista inválido",
    "54": "Sacador avalista não informado",
    "57": "Código de multa inválido",
    "58": "Data da multa inválida",
    "59": "Valor ou percentual da multa inválido",
    "60": "Movimento para título não cadastrado",
    "63": "Título já cadastrado",
    "79": "Data dos juros inválida",
    "80": "Data do desconto inválida",
    "83": "Limite excedido",
    "85": "Título com pagamento vinculado",
    "86": "Seu número inválido",
    "A4": "Pagador cadastrado no DDA",
    "A5": "Título já liquidado",
    "A6": "Convênio inválido ou encerrado",
    "A7": "Título já está na situação pretendida",
    "A8": "Abatimento inválido para cancelamento",
}

_DE_TARIFA: Final[Mapping[str, str]] = {
    "01": "Extrato de posição",
    "02": "Manutenção de título vencido",
    "03": "Sustação",
    "04": "Protesto",
    "05": "Outras instruções",
    "06": "Outras ocorrências",
    "07": "Envio de duplicata ao pagador",
    "08": "Custas de protesto",
    "09": "Custas de sustação de protesto",
    "10": "Custas do cartório distribuidor",
    "11": "Custas de edital",
    "12": "Devolução de título vencido",
    "13": "Registro cobrado na baixa ou liquidação",
    "17": "Prorrogação de vencimento",
    "18": "Alteração de abatimento ou desconto",
    "19": "Arquivo mensal (em ser)",
    "20": "Emissão de boleto pelo banco",
}

_DE_BAIXA_OU_LIQUIDACAO: Final[Mapping[str, str]] = {
    "01": "Por saldo",
    "02": "Por conta",
    "03": "No caixa, em dinheiro",
    "04": "Compensação eletrônica",
    "05": "Compensação convencional",
    "06": "Por meio eletrônico",
    "07": "Após feriado local",
    "08": "Em cartório",
    "09": "Comandada pelo banco",
    "10": "Comandada por arquivo do beneficiário",
    "11": "Comandada pelo beneficiário no banco",
    "12": "Decurso de prazo: beneficiário",
    "13": "Decurso de prazo: banco",
    "14": "Protestado",
    "15": "Título excluído",
    "30": "No caixa, em cheque",
    "31": "Em banco correspondente",
    "32": "Em terminal de autoatendimento",
    "33": "Pela internet",
    "34": "Por office banking",
    "35": "Em correspondente, em dinheiro",
    "36": "Em correspondente, em cheque",
    "37": "Pela central de atendimento",
}

_MOTIVOS: Final[Mapping[str, Mapping[str, str]]] = {
    **dict.fromkeys((ENTRADA_CONFIRMADA, *REJEICOES), _DE_REJEICAO),
    TARIFAS: _DE_TARIFA,
    **dict.fromkeys((*LIQUIDACOES, BAIXA), _DE_BAIXA_OU_LIQUIDACAO),
}


def significado_do_motivo(movimento: str, motivo: str) -> str:
    """What a reason means beside its movement, on which that depends; "" when nobody published it."""
    return _MOTIVOS.get(movimento, {}).get(motivo, "")
