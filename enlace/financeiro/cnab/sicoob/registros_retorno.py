"""The records of a return of Sicoob, as tables. Positions: FEBRABAN, "Layout padrão CNAB 240", cobrança.

Compared with laravel-boleto (`Retorno/Cnab240/Banco/Bancoob`) and with the returns in the tests of brcobranca and OpenCnabPHP. Only
what is used is named, and what all records share is in `linhas.Linha`: other places may hold whatever the bank likes. Versions are
not compared: those of the published returns (085 and 043) are not those of remessas, and read alike.
"""

from typing import Final

from enlace.financeiro.cnab.campos import Campo, Registro, Tipo, ignorado

MOTIVOS: Final = 5

HEADER_DE_ARQUIVO: Final = Registro(
    "header de arquivo",
    (
        ignorado(1, 17),
        Campo("tipo_inscricao", 18, 18),
        Campo("inscricao", 19, 32, Tipo.INSCRICAO, "CPF ou CNPJ do beneficiário"),
        Campo("convenio", 33, 52),
        Campo("agencia", 53, 57, Tipo.DIGITOS, "agência"),
        Campo("agencia_digito", 58, 58),
        Campo("conta", 59, 70, Tipo.DIGITOS),
        Campo("conta_digito", 71, 71),
        ignorado(72, 72),
        Campo("nome", 73, 102),
        ignorado(103, 142),
        Campo("remessa_ou_retorno", 143, 143),
        Campo("data_de_geracao", 144, 151, Tipo.DATA, "data de geração", obrigatorio=True),
        ignorado(152, 157),
        Campo("numero_sequencial", 158, 163, Tipo.NUMERO, "número sequencial do arquivo"),
        Campo("versao", 164, 166),
        ignorado(167, 240),
    ),
)

HEADER_DE_LOTE: Final = Registro(
    "header de lote",
    (
        ignorado(1, 8),
        Campo("operacao", 9, 9),
        Campo("servico", 10, 11),
        ignorado(12, 33),
        Campo("convenio", 34, 53),
        ignorado(54, 240),
    ),
)

# What every detail has, whatever its segment.
DETALHE: Final = Registro(
    "detalhe",
    (ignorado(1, 8), Campo("sequencia", 9, 13, Tipo.NUMERO, "número do registro no lote"), ignorado(14, 240)),
)

SEGMENTO_T: Final = Registro(
    "segmento T",
    (
        ignorado(1, 15),  # see `DETALHE` and `linhas.Linha`
        Campo("movimento", 16, 17, Tipo.DIGITOS, obrigatorio=True),
        ignorado(18, 37),  # agency and account again
        Campo("nosso_numero", 38, 46, Tipo.DIGITOS, "nosso número"),  # blank where the bank gives the numbers
        Campo("nosso_numero_digito", 47, 47, Tipo.DIGITOS, "dígito do nosso número"),
        ignorado(48, 58),  # parcela, modalidade, form, carteira
        Campo("numero_documento", 59, 73, rotulo="número do documento"),
        Campo("vencimento", 74, 81, Tipo.DATA),
        Campo("valor", 82, 96, Tipo.VALOR, "valor nominal"),
        ignorado(97, 105),  # bank and agency that received
        Campo("identificacao", 106, 130, rotulo="identificação do título"),
        ignorado(131, 198),  # currency; who pays: not read, so not kept; contract
        Campo("tarifa", 199, 213, Tipo.VALOR),
        *(Campo(f"motivo_{ordem}", 212 + 2 * ordem, 213 + 2 * ordem) for ordem in range(1, MOTIVOS + 1)),
        ignorado(224, 240),
    ),
)

SEGMENTO_U: Final = Registro(
    "segmento U",
    (
        ignorado(1, 15),  # see `DETALHE` and `linhas.Linha`
        Campo("movimento", 16, 17, Tipo.DIGITOS, obrigatorio=True),
        Campo("juros_e_multa", 18, 32, Tipo.VALOR, "juros, multa e encargos"),
        Campo("desconto", 33, 47, Tipo.VALOR),
        Campo("abatimento", 48, 62, Tipo.VALOR),
        Campo("iof", 63, 77, Tipo.VALOR, "IOF"),
        Campo("valor_pago", 78, 92, Tipo.VALOR),
        Campo("valor_liquido", 93, 107, Tipo.VALOR, "valor líquido"),
        Campo("outras_despesas", 108, 122, Tipo.VALOR),
        Campo("outros_creditos", 123, 137, Tipo.VALOR, "outros créditos"),
        Campo("data_da_ocorrencia", 138, 145, Tipo.DATA, "data da ocorrência"),
        Campo("data_do_credito", 146, 153, Tipo.DATA, "data do crédito"),
        ignorado(154, 240),  # the payer's occurrence, correspondent bank
    ),
)

TRAILER_DE_LOTE: Final = Registro(
    "trailer de lote",
    (
        ignorado(1, 17),
        Campo("registros", 18, 23, Tipo.NUMERO, "quantidade de registros do lote"),
        ignorado(24, 240),  # totals by carteira: not of this file, see `retorno`
    ),
)

TRAILER_DE_ARQUIVO: Final = Registro(
    "trailer de arquivo",
    (
        ignorado(1, 17),
        Campo("lotes", 18, 23, Tipo.NUMERO, "quantidade de lotes"),
        Campo("registros", 24, 29, Tipo.NUMERO, "quantidade de registros"),
        ignorado(30, 240),
    ),
)
