"""A remessa of three titles, as data and as the text that it has to become."""

from datetime import date
from decimal import Decimal

from enlace.core.dinheiro import ZERO
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.sicoob.codigos import MovimentoRemessa
from enlace.financeiro.cnab.sicoob.remessa import Cedente, Pagador, TituloRemessa

# Agency, beneficiário and the two nossos números of the documented boletos; the rest is invented.
CEDENTE = Cedente(
    nome="Provedor Exemplo Telecomunicações Ltda",
    cpf_cnpj="11222333000181",
    agencia="3166",
    agencia_digito="1",
    conta="67890",
    conta_digito="2",
    beneficiario="67261",
)
PESSOA = Pagador(
    nome="João da Conceição e Silva Albuquerque de Orléans",
    cpf_cnpj="12345678909",
    endereco="Rua São José, 100, Apto 12, Bloco B, Edifício Central",
    bairro="Jardim das Acácias",
    cep="35560000",
    cidade="Santo Antônio do Monte",
    uf="MG",
)
# A CNPJ with letters.
EMPRESA = Pagador(
    nome="Padaria & Cia",
    cpf_cnpj="12ABC34501DE35",
    endereco="Av. Um, 1",
    bairro="",
    cep="01310100",
    cidade="São Paulo",
    uf="SP",
)
ENTRADA = TituloRemessa(
    movimento=MovimentoRemessa.ENTRADA,
    nosso_numero="272100",
    numero_documento="FAT-1001",
    emitido_em=date(2026, 11, 20),
    vencimento=date(2026, 12, 31),
    valor=Decimal("49.90"),
    multa_percentual=Decimal("2.00"),
    juros_ao_mes=Decimal("1.00"),
    pagador=PESSOA,
    identificacao="fatura 1001",
)
BAIXA = TituloRemessa(
    movimento=MovimentoRemessa.BAIXA,
    nosso_numero="0274554",
    numero_documento="FAT-900",
    emitido_em=date(2026, 10, 1),
    vencimento=date(2026, 10, 10),
    valor=Decimal("1234.56"),
    multa_percentual=ZERO,
    juros_ao_mes=ZERO,
    pagador=EMPRESA,
    especie="DM",
)
VENCIMENTO = TituloRemessa(
    movimento=MovimentoRemessa.VENCIMENTO,
    nosso_numero="272100",
    numero_documento="FAT-1001",
    emitido_em=date(2026, 11, 20),
    vencimento=date(2027, 1, 15),
    valor=Decimal("100.00"),
    multa_percentual=Decimal(2),
    juros_ao_mes=Decimal("0.5"),
    pagador=EMPRESA,
    especie="FAT",
    aceite=True,
    descontos=(
        Desconto(TipoDeDesconto.FIXO, Decimal("5.00"), date(2026, 12, 20)),
        Desconto(TipoDeDesconto.PERCENTUAL, Decimal("3.5"), date(2027, 1, 10)),
    ),
    abatimento=Decimal("1.25"),
)

# Put together by hand from the layout; bars stand between fields and are no part of them.
CONTROLE_DA_CONTA = "03166|1|000000067890|2|"
FIM_DO_P = "|3|00|0|   |09|0000000000| "
FIM_DO_Q = ["|0|000000000000000|", " " * 40, "|000|", " " * 28]
FIM_DO_R = [" " * 110, "|00000000|000|00000| |000000000000| | |0|         "]
PADARIA = ["|2|012ABC34501DE35|", f"{'PADARIA & CIA':40}|{'AV. UM, 1':40}|{'':15}", "|01310|100|SAO PAULO      |SP", *FIM_DO_Q]
ESPERADA = [
    # header of the file
    [
        "756|0000|0|         |2|11222333000181|",
        " " * 20,
        CONTROLE_DA_CONTA,
        "0|PROVEDOR EXEMPLO TELECOMUNICAC|",
        f"{'SICOOB':30}",
        " " * 10,
        "|1|20112026|090507|000042|081|00000|",
        " " * 69,
    ],
    # header of the lot
    [
        "756|0001|1|R|01|  |040| |2|011222333000181|",
        " " * 20,
        CONTROLE_DA_CONTA,
        " |PROVEDOR EXEMPLO TELECOMUNICAC|",
        " " * 80,
        "|00000042|20112026|00000000|",
        " " * 33,
    ],
    # the entry
    [
        "756|0001|3|00001|P| |01|",
        CONTROLE_DA_CONTA,
        " |000272100|0|01|01|4|     |1|0| |2|2|FAT-1001       |31122026|",
        "000000000004990|00000| |04|N|20112026|2|01012027|000000000000100|0|00000000|",
        "0" * 45,
        f"{'FATURA 1001':25}",
        FIM_DO_P,
    ],
    [
        "756|0001|3|00002|Q| |01|1|000012345678909|JOAO DA CONCEICAO E SILVA ALBUQUERQUE DE|",
        "RUA SAO JOSE, 100, APTO 12, BLOCO B, EDI|JARDIM DAS ACAC|35560|000|SANTO ANTONIO D|MG",
        *FIM_DO_Q,
    ],
    ["756|0001|3|00003|R| |01|0|00000000|000000000000000|0|00000000|000000000000000|2|01012027|000000000000200|", *FIM_DO_R],
    # the write-off
    [
        "756|0001|3|00004|P| |02|",
        CONTROLE_DA_CONTA,
        " |000274554|2|01|01|4|     |1|0| |2|2|FAT-900        |10102026|",
        "000000000123456|00000| |02|N|01102026|0|00000000|000000000000000|0|00000000|",
        "0" * 45,
        " " * 25,
        FIM_DO_P,
    ],
    ["756|0001|3|00005|Q| |02", *PADARIA],
    ["756|0001|3|00006|R| |02|0|00000000|000000000000000|0|00000000|000000000000000|0|00000000|000000000000000|", *FIM_DO_R],
    # the new due date
    [
        "756|0001|3|00007|P| |06|",
        CONTROLE_DA_CONTA,
        " |000272100|0|01|01|4|     |1|0| |2|2|FAT-1001       |15012027|",
        "000000000010000|00000| |18|A|20112026|2|16012027|000000000000050|1|20122026|000000000000500|000000000000000|",
        "000000000000125|",
        " " * 25,
        FIM_DO_P,
    ],
    ["756|0001|3|00008|Q| |06", *PADARIA],
    ["756|0001|3|00009|R| |06|2|10012027|000000000000350|0|00000000|000000000000000|2|16012027|000000000000200|", *FIM_DO_R],
    # 9 details, header and trailer; 49.90 + 1,234.56 + 100.00
    ["756|0001|5|         |000011|000003|00000000000138446|", "0" * 69, " " * 125],
    # one lot; its 11 records and two more
    ["756|9999|9|         |000001|000013|000000|", " " * 205],
]
