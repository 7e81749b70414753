"""The records of a remessa for Sicoob, as tables. Positions: FEBRABAN, "Layout padrão CNAB 240", cobrança.

What is constant here was compared with brcobranca (`remessa/cnab240/sicoob`), laravel-boleto (`Cnab240/Banco/Bancoob`) and
BoletoNetCore (`BancoSicoob.CNAB240`). Versions 081 (file) and 040 (lot) are theirs too. An inscrição may have letters, as a CNPJ
may since July 2026: the place that was numeric takes them, zeros before it as ever. That Sicoob takes them so is not verified.
"""

from typing import Final

from enlace.financeiro.cnab.campos import Campo, Registro, Tipo, brancos, fixo, zeros
from enlace.financeiro.cnab.sicoob.codigos import BANCO

HEADER_DE_ARQUIVO: Final = Registro(
    "header de arquivo",
    (
        fixo("banco", 1, BANCO),
        fixo("lote", 4, "0000"),
        fixo("tipo", 8, "0"),
        brancos(9, 17),
        Campo("tipo_inscricao", 18, 18, Tipo.DIGITOS),
        Campo("inscricao", 19, 32, Tipo.INSCRICAO, "CPF ou CNPJ do beneficiário"),
        brancos(33, 52),  # the agreement: Sicoob has none
        Campo("agencia", 53, 57, Tipo.DIGITOS, "Agência"),
        Campo("agencia_digito", 58, 58, rotulo="Dígito da agência", obrigatorio=True),
        Campo("conta", 59, 70, Tipo.DIGITOS, "Conta corrente"),
        Campo("conta_digito", 71, 71, rotulo="Dígito da conta", obrigatorio=True),
        zeros(72, 72),  # digit of agency and account: 0 here and blank in the lot, say the three generators
        Campo("nome", 73, 102, rotulo="Nome do beneficiário", corta=True, obrigatorio=True),
        fixo("nome_do_banco", 103, f"{'SICOOB':30}"),
        brancos(133, 142),
        fixo("remessa_ou_retorno", 143, "1"),
        Campo("data_de_geracao", 144, 151, Tipo.DATA),
        Campo("hora_de_geracao", 152, 157, Tipo.HORA),
        Campo("numero_sequencial", 158, 163, Tipo.NUMERO, "Número sequencial da remessa"),
        fixo("versao", 164, "081"),
        zeros(167, 171),  # density of the tape
        brancos(172, 240),
    ),
)

HEADER_DE_LOTE: Final = Registro(
    "header de lote",
    (
        fixo("banco", 1, BANCO),
        Campo("lote", 4, 7, Tipo.NUMERO),
        fixo("tipo", 8, "1"),
        fixo("operacao", 9, "R"),
        fixo("servico", 10, "01"),  # collection
        brancos(12, 13),
        fixo("versao", 14, "040"),
        brancos(17, 17),
        Campo("tipo_inscricao", 18, 18, Tipo.DIGITOS),
        Campo("inscricao", 19, 33, Tipo.INSCRICAO, "CPF ou CNPJ do beneficiário"),
        brancos(34, 53),
        Campo("agencia", 54, 58, Tipo.DIGITOS, "Agência"),
        Campo("agencia_digito", 59, 59, rotulo="Dígito da agência", obrigatorio=True),
        Campo("conta", 60, 71, Tipo.DIGITOS, "Conta corrente"),
        Campo("conta_digito", 72, 72, rotulo="Dígito da conta", obrigatorio=True),
        brancos(73, 73),
        Campo("nome", 74, 103, rotulo="Nome do beneficiário", corta=True, obrigatorio=True),
        brancos(104, 183),  # two messages for all titles: ours are on our own page
        Campo("numero_sequencial", 184, 191, Tipo.NUMERO, "Número sequencial da remessa"),
        Campo("data_de_geracao", 192, 199, Tipo.DATA),
        zeros(200, 207),  # day of credit: returns only
        brancos(208, 240),
    ),
)

SEGMENTO_P: Final = Registro(
    "segmento P",
    (
        fixo("banco", 1, BANCO),
        Campo("lote", 4, 7, Tipo.NUMERO),
        fixo("tipo", 8, "3"),
        Campo("sequencia", 9, 13, Tipo.NUMERO),
        fixo("segmento", 14, "P"),
        brancos(15, 15),
        Campo("movimento", 16, 17, Tipo.DIGITOS),
        Campo("agencia", 18, 22, Tipo.DIGITOS, "Agência"),
        Campo("agencia_digito", 23, 23, rotulo="Dígito da agência", obrigatorio=True),
        Campo("conta", 24, 35, Tipo.DIGITOS, "Conta corrente"),
        Campo("conta_digito", 36, 36, rotulo="Dígito da conta", obrigatorio=True),
        brancos(37, 37),
        # The 20 places of the nosso número, as Sicoob parts them (field 13.3P; brcobranca issue 102 quotes the manual).
        Campo("nosso_numero", 38, 46, Tipo.DIGITOS, "Nosso número"),
        Campo("nosso_numero_digito", 47, 47, Tipo.DIGITOS),
        fixo("parcela", 48, "01"),  # single payments
        fixo("modalidade", 50, "01"),  # simple, registered
        fixo("formulario", 52, "4"),  # A4, not enveloped: we print it
        brancos(53, 57),
        Campo("carteira", 58, 58, Tipo.DIGITOS, "Carteira"),
        zeros(59, 59),
        brancos(60, 60),
        fixo("emissao", 61, "2"),  # by the beneficiário
        fixo("distribuicao", 62, "2"),
        Campo("numero_documento", 63, 77, rotulo="Número do documento", obrigatorio=True),
        Campo("vencimento", 78, 85, Tipo.DATA),
        Campo("valor", 86, 100, Tipo.VALOR, "Valor do título"),
        zeros(101, 105),  # agency that collects
        brancos(106, 106),
        Campo("especie", 107, 108, Tipo.DIGITOS),
        Campo("aceite", 109, 109),
        Campo("emitido_em", 110, 117, Tipo.DATA),
        # 0 exempt, 1 reais a day, 2 per cent a month. Sicoob's validator wants zeros as the day of an exempt title (laravel-boleto
        # issue 442).
        Campo("juros_codigo", 118, 118, Tipo.DIGITOS),
        Campo("juros_data", 119, 126, Tipo.DATA),
        Campo("juros", 127, 141, Tipo.VALOR, "Juros de mora"),
        # 0 none, 1 reais until the day, 2 per cent until the day; so in segment R too.
        Campo("desconto_1_codigo", 142, 142, Tipo.DIGITOS),
        Campo("desconto_1_data", 143, 150, Tipo.DATA),
        Campo("desconto_1", 151, 165, Tipo.VALOR, "Primeiro desconto"),
        zeros(166, 180),  # IOF
        Campo("abatimento", 181, 195, Tipo.VALOR, "Abatimento"),
        Campo("identificacao", 196, 220, rotulo="Identificação do título"),
        fixo("protesto", 221, "3"),  # never
        zeros(222, 223),
        zeros(224, 224),  # when to write it off: as the agreement says (boleto2net issue 138)
        brancos(225, 227),
        fixo("moeda", 228, "09"),
        zeros(230, 239),  # contract of credit
        brancos(240, 240),
    ),
)

SEGMENTO_Q: Final = Registro(
    "segmento Q",
    (
        fixo("banco", 1, BANCO),
        Campo("lote", 4, 7, Tipo.NUMERO),
        fixo("tipo", 8, "3"),
        Campo("sequencia", 9, 13, Tipo.NUMERO),
        fixo("segmento", 14, "Q"),
        brancos(15, 15),
        Campo("movimento", 16, 17, Tipo.DIGITOS),
        Campo("tipo_inscricao", 18, 18, Tipo.DIGITOS),
        Campo("inscricao", 19, 33, Tipo.INSCRICAO, "CPF ou CNPJ do pagador"),
        Campo("nome", 34, 73, rotulo="Nome do pagador", corta=True, obrigatorio=True),
        Campo("endereco", 74, 113, rotulo="Endereço do pagador", corta=True, obrigatorio=True),
        Campo("bairro", 114, 128, rotulo="Bairro do pagador", corta=True),
        Campo("cep", 129, 136, Tipo.DIGITOS, "CEP do pagador"),
        Campo("cidade", 137, 151, rotulo="Cidade do pagador", corta=True, obrigatorio=True),
        Campo("uf", 152, 153, rotulo="UF do pagador", obrigatorio=True),
        zeros(154, 169),  # sacador avalista: nobody
        brancos(170, 209),
        zeros(210, 212),  # correspondent bank: none
        brancos(213, 240),
    ),
)

SEGMENTO_R: Final = Registro(
    "segmento R",
    (
        fixo("banco", 1, BANCO),
        Campo("lote", 4, 7, Tipo.NUMERO),
        fixo("tipo", 8, "3"),
        Campo("sequencia", 9, 13, Tipo.NUMERO),
        fixo("segmento", 14, "R"),
        brancos(15, 15),
        Campo("movimento", 16, 17, Tipo.DIGITOS),
        Campo("desconto_2_codigo", 18, 18, Tipo.DIGITOS),
        Campo("desconto_2_data", 19, 26, Tipo.DATA),
        Campo("desconto_2", 27, 41, Tipo.VALOR, "Segundo desconto"),
        Campo("desconto_3_codigo", 42, 42, Tipo.DIGITOS),
        Campo("desconto_3_data", 43, 50, Tipo.DATA),
        Campo("desconto_3", 51, 65, Tipo.VALOR, "Terceiro desconto"),
        Campo("multa_codigo", 66, 66, Tipo.DIGITOS),  # 0 exempt, 1 reais, 2 per cent
        Campo("multa_data", 67, 74, Tipo.DATA),
        Campo("multa", 75, 89, Tipo.VALOR, "Multa"),
        brancos(90, 199),  # what the bank would tell the payer or print
        zeros(200, 215),  # the payer's occurrence; bank and agency of a direct debit
        brancos(216, 216),
        zeros(217, 228),
        brancos(229, 230),
        zeros(231, 231),
        brancos(232, 240),
    ),
)

TRAILER_DE_LOTE: Final = Registro(
    "trailer de lote",
    (
        fixo("banco", 1, BANCO),
        Campo("lote", 4, 7, Tipo.NUMERO),
        fixo("tipo", 8, "5"),
        brancos(9, 17),
        Campo("registros", 18, 23, Tipo.NUMERO),
        Campo("titulos", 24, 29, Tipo.NUMERO),
        Campo("total", 30, 46, Tipo.VALOR, "Total dos títulos"),
        zeros(47, 115),  # the other three kinds of carteira
        brancos(116, 240),
    ),
)

TRAILER_DE_ARQUIVO: Final = Registro(
    "trailer de arquivo",
    (
        fixo("banco", 1, BANCO),
        fixo("lote", 4, "9999"),
        fixo("tipo", 8, "9"),
        brancos(9, 17),
        Campo("lotes", 18, 23, Tipo.NUMERO),
        Campo("registros", 24, 29, Tipo.NUMERO),
        zeros(30, 35),
        brancos(36, 240),
    ),
)
