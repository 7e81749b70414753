import random
import string
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from enlace.core.dinheiro import ValorRecusado
from enlace.core.documentos import digitos_cnpj, digitos_cpf
from enlace.core.errors import RuleRefused
from enlace.financeiro.pix import (
    BrCodeAdulterado,
    BrCodeDinamico,
    BrCodeMalformado,
    BrCodeSemPix,
    ChavePixInvalida,
    CobrancaPix,
    RecebedorInvalido,
    TipoDeChave,
    TxidInvalido,
    ValorPixInvalido,
    copia_e_cola,
    crc16,
    ler,
    reconhecer_chave,
)

# Banco Central do Brasil, Manual de Padrões para Iniciação do Pix: the static code without an amount.
DO_MANUAL_DO_PIX = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
# The same, Manual do BR Code: two arrangements in one code, an amount, fields that Pix does not use. Its reference with a hyphen is
# older than the rule that Pix made for it; `{}` is where it stands.
DO_MANUAL_DO_BR_CODE = (
    "00020104141234567890123426580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-426655440000"
    "27300012BR.COM.OUTRO011001234567895204000053039865406123.455802BR5917NOME DO RECEBEDOR6008BRASILIA6108700749006219"
    "0515{}80390012BR.COM.OUTRO01190123.ABCD.3456.WXYZ6304"
)
ALEATORIA = "123e4567-e12b-12d1-a456-426655440000"
FULANO = CobrancaPix(chave=ALEATORIA, nome="Fulano de Tal", cidade="BRASILIA")
PROVEDOR = CobrancaPix(
    chave="22.385.367/0001-03", nome="Provedor de Internet Ltda", cidade="Divinópolis", valor=Decimal("12.32"), txid="F36403"
)


def fechado(corpo: str) -> str:
    return corpo + crc16(corpo)


def trocado(antes: str, depois: str) -> str:
    """The manual's code with one field changed and the checksum right."""
    corpo = DO_MANUAL_DO_PIX[:-4]
    assert corpo.count(antes) == 1
    return fechado(corpo.replace(antes, depois))


def test_crc_segue_o_valor_publicado_do_algoritmo() -> None:
    assert crc16("123456789") == "29B1"


def test_codigo_do_manual_do_pix_e_escrito_e_lido_letra_por_letra() -> None:
    assert copia_e_cola(FULANO) == DO_MANUAL_DO_PIX
    assert ler(DO_MANUAL_DO_PIX) == FULANO


def test_codigo_do_manual_do_br_code_tem_o_crc_publicado() -> None:
    assert crc16(DO_MANUAL_DO_BR_CODE.format("RP12345678-2019")) == "AD38"
    with pytest.raises(TxidInvalido):
        ler(DO_MANUAL_DO_BR_CODE.format("RP12345678-2019") + "AD38")


def test_codigo_com_outro_arranjo_e_campos_alheios_e_lido() -> None:
    lida = ler(fechado(DO_MANUAL_DO_BR_CODE.format("RP12345678X2019")))

    assert lida == CobrancaPix(
        chave=ALEATORIA, nome="NOME DO RECEBEDOR", cidade="BRASILIA", valor=Decimal("123.45"), txid="RP12345678X2019"
    )


def test_cobranca_vai_sem_mascara_e_sem_acentos() -> None:
    codigo = copia_e_cola(PROVEDOR)

    assert codigo.isascii()
    assert "0114" + "22385367000103" in codigo
    assert "540512.32" in codigo
    assert ler(codigo) == replace(PROVEDOR, chave="22385367000103", cidade="Divinopolis")


@pytest.mark.parametrize(
    ("nome", "curto"),
    [
        ("Provedor de Internet Ltda", "Provedor de Internet Ltda"),
        ("Provedor de Internet Ltda ME", "Provedor de Internet Ltda"),
        ("Provedor de Internet Limitada", "Provedor de Internet"),
        ("Telecomunicaçõesdointerior Ltda", "Telecomunicacoesdointerio"),
        ("  Água\t& Luz\n(São João)  ", "Agua & Luz (Sao Joao)"),
        ("Rede ™ \u2013 1ª ☎ Linha", "Rede TM 1a Linha"),
    ],
)
def test_nome_e_encurtado_entre_palavras(nome: str, curto: str) -> None:
    assert ler(copia_e_cola(replace(FULANO, nome=nome))).nome == curto


def test_cidade_tem_no_maximo_quinze_letras() -> None:
    assert ler(copia_e_cola(replace(FULANO, cidade="São José do Rio Preto"))).cidade == "Sao Jose do Rio"
    assert ler(copia_e_cola(replace(FULANO, cidade="Itaquaquecetuba"))).cidade == "Itaquaquecetuba"


@pytest.mark.parametrize(
    ("texto", "tipo", "valor"),
    [
        ("862.149.410-81", TipoDeChave.CPF, "86214941081"),
        ("22.385.367/0001-03", TipoDeChave.CNPJ, "22385367000103"),
        ("12.abc.345/01de-35", TipoDeChave.CNPJ, "12ABC34501DE35"),
        (" Financeiro@Provedor.com.br ", TipoDeChave.EMAIL, "financeiro@provedor.com.br"),
        ("+55 (37) 99909-1234", TipoDeChave.TELEFONE, "+5537999091234"),
        ("+553732415100", TipoDeChave.TELEFONE, "+553732415100"),
        (ALEATORIA.upper(), TipoDeChave.ALEATORIA, ALEATORIA),
    ],
)
def test_chave_de_cada_tipo_e_reconhecida(texto: str, tipo: TipoDeChave, valor: str) -> None:
    chave = reconhecer_chave(texto)

    assert (chave.tipo, chave.valor) == (tipo, valor)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "37999091234",  # a telephone without its country, and no valid CPF
        "86214941082",
        "22385367000104",
        "+5507999091234",
        "+55379990912345",
        "+5537899091234",
        "+351912345678",
        "5537999091234",
        "financeiro@provedor",
        "financeiro@provedor.com.br, outro@provedor.com.br",
        "a" * 66 + "@provedor.com",
        "@provedor.com",
        "\u212aelvin@provedor.com",  # a letter whose small form is an ASCII k
        "123e4567e12b12d1a456426655440000",
        "123e4567-e12b-12d1-a456-42665544000g",
        "".join(chr(ord(algarismo) + 0xFEE0) for algarismo in "86214941081"),  # of full width
        "Fulano de Tal",
    ],
)
def test_texto_que_nao_e_chave_e_recusado_sem_ser_repetido(texto: str) -> None:
    with pytest.raises(ChavePixInvalida) as recusa:
        reconhecer_chave(texto)

    assert not texto or texto not in str(recusa.value)


@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        ({"chave": "37999091234"}, ChavePixInvalida),
        ({"nome": " ☎ "}, RecebedorInvalido),
        ({"cidade": ""}, RecebedorInvalido),
        ({"valor": Decimal("0.00")}, ValorPixInvalido),
        ({"valor": Decimal("-1.00")}, ValorPixInvalido),
        ({"valor": Decimal("1.999")}, ValorRecusado),
        ({"valor": Decimal("NaN")}, ValorRecusado),
        ({"valor": Decimal("10000000000.00")}, ValorRecusado),
        ({"txid": ""}, TxidInvalido),
        ({"txid": "***"}, TxidInvalido),
        ({"txid": "F-36403"}, TxidInvalido),
        ({"txid": "F36403\n"}, TxidInvalido),
        ({"txid": "É1"}, TxidInvalido),
        ({"txid": "1" * 26}, TxidInvalido),
    ],
)
def test_cobranca_impossivel_e_recusada_pelo_nome(mudanca: dict, recusa: type[RuleRefused]) -> None:
    with pytest.raises(recusa):
        copia_e_cola(replace(FULANO, **mudanca))


@pytest.mark.parametrize(
    ("antes", "depois", "recusa"),
    [
        ("000201", "000202", BrCodeMalformado),
        ("52040000", "5204000A", BrCodeMalformado),
        ("52040000", "010213" + "52040000", BrCodeMalformado),
        ("5303986", "5303840", BrCodeSemPix),
        ("5802BR", "5802AR", BrCodeSemPix),
        ("br.gov.bcb.pix", "br.gov.bcb.pax", BrCodeSemPix),
        ("5802BR", "", BrCodeMalformado),
        ("5913Fulano de Tal", "", BrCodeMalformado),
        ("5913Fulano de Tal", "5926" + "N" * 26, RecebedorInvalido),
        ("6008BRASILIA", "6016" + "C" * 16, RecebedorInvalido),
        ("62070503***", "", BrCodeMalformado),
        ("62070503***", "62070603***", BrCodeMalformado),
        ("62070503***", "62070504***", BrCodeMalformado),
        ("62070503***", "62080504A-01", TxidInvalido),
        ("5802BR", "5802BR5802BR", BrCodeMalformado),
        ("5802BR", "54040.00" + "5802BR", ValorPixInvalido),
        ("5802BR", "54041,00" + "5802BR", ValorPixInvalido),
        ("5802BR", "54051.001" + "5802BR", ValorPixInvalido),
        ("5802BR", "540299" + "5802BR" + "5401", BrCodeMalformado),
        ("5802BR", "5405-1.00" + "5802BR", ValorPixInvalido),
        ("5802BR", "54031e3" + "5802BR", ValorPixInvalido),
        ("0136" + ALEATORIA, "0136" + ALEATORIA[:-1] + "g", ChavePixInvalida),
        ("2658", "2558", BrCodeSemPix),
        ("52040000", f"27580014br.gov.bcb.pix0136{ALEATORIA}" + "52040000", BrCodeSemPix),  # two of them: which is to be paid?
        ("000201", "010211" + "000201", BrCodeMalformado),
        ("62070503***", "62070503***" + "".join(f"{numero}99{'X' * 99}" for numero in range(80, 84)), BrCodeMalformado),
    ],
)
def test_codigo_fora_do_padrao_e_recusado_ainda_que_o_crc_confira(antes: str, depois: str, recusa: type[RuleRefused]) -> None:
    with pytest.raises(recusa):
        ler(trocado(antes, depois))


def test_chave_com_mascara_dentro_do_codigo_e_recusada() -> None:
    com_mascara = "0014br.gov.bcb.pix0114862.149.410-81"

    with pytest.raises(ChavePixInvalida):
        ler(trocado(f"26580014br.gov.bcb.pix0136{ALEATORIA}", f"26{len(com_mascara)}{com_mascara}"))


def test_codigo_dinamico_e_reconhecido_e_recusado() -> None:
    endereco = "pix.example.com/qr/v2/9d36b84fc70b478fb95c12729b90ca25"
    conta = f"0014br.gov.bcb.pix25{len(endereco)}{endereco}"

    with pytest.raises(BrCodeDinamico):
        ler(trocado(f"26580014br.gov.bcb.pix0136{ALEATORIA}", f"26{len(conta)}{conta}"))


@pytest.mark.parametrize("iniciacao", ["010211", "010212"])
def test_codigo_de_uma_ou_muitas_vezes_e_lido(iniciacao: str) -> None:
    assert ler(trocado("000201", f"000201{iniciacao}")) == FULANO


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "Pix",
        "000201",
        "6304",
        "0002016304" + crc16("0002016304"),
        "26580014br.gov.bcb.pix",
        DO_MANUAL_DO_PIX + "0",
        DO_MANUAL_DO_PIX * 5,
        DO_MANUAL_DO_PIX.replace("Fulano", "Fuläno"),
        DO_MANUAL_DO_PIX.replace("Fulano", "Ful\x00no"),
        DO_MANUAL_DO_PIX.replace("0002", "٠٠٠٢"),
        # The checksum is right, but it stands inside another field than the last.
        fechado(DO_MANUAL_DO_PIX + "80086304"),
    ],
)
def test_texto_que_nao_e_br_code_e_recusado(texto: str) -> None:
    with pytest.raises(BrCodeMalformado):
        ler(texto)


def test_codigo_copiado_com_espacos_em_volta_ou_crc_minusculo_e_lido() -> None:
    assert ler(f"\n {DO_MANUAL_DO_PIX} \t") == FULANO
    assert ler(DO_MANUAL_DO_PIX[:-4] + "1d3d") == FULANO


def test_nenhuma_letra_trocada_passa_e_nenhum_pedaco_serve() -> None:
    codigo = copia_e_cola(PROVEDOR)

    for lugar, certa in enumerate(codigo):
        for errada in "0A9 *":
            if errada != certa:
                with pytest.raises((BrCodeMalformado, BrCodeAdulterado)):
                    ler(codigo[:lugar] + errada + codigo[lugar + 1 :])
        with pytest.raises(BrCodeMalformado):
            ler(codigo[:lugar])


def test_o_que_se_escreve_e_o_que_se_le() -> None:
    sorte = random.Random(20201116)  # noqa: S311 - cases of a test, the same every time

    for _ in range(500):
        cobranca = _qualquer_cobranca(sorte)
        codigo = copia_e_cola(cobranca)

        assert ler(codigo) == cobranca
        assert len(codigo) <= 512


def _qualquer_cobranca(sorte: random.Random) -> CobrancaPix:
    letras = string.ascii_letters + string.digits
    return CobrancaPix(
        chave=_qualquer_chave(sorte),
        nome="".join(sorte.choices(letras + "&.-/", k=sorte.randint(1, 25))),
        cidade="".join(sorte.choices(letras, k=sorte.randint(1, 15))),
        valor=sorte.choice([None, Decimal(sorte.randint(1, 10 ** sorte.randint(1, 12) - 1)) / 100]),
        txid=sorte.choice([None, "".join(sorte.choices(letras, k=sorte.randint(1, 25)))]),
    )


def _qualquer_chave(sorte: random.Random) -> str:
    cpf = f"{sorte.randrange(10**9):09}"
    cnpj = "".join(sorte.choices(string.digits + string.ascii_uppercase, k=12))
    return sorte.choice(
        [
            cpf + digitos_cpf(cpf),
            cnpj + digitos_cnpj(cnpj),
            "".join(sorte.choices(string.ascii_lowercase + "._+-", k=sorte.randint(1, 60))) + "@provedor.com.br",
            f"+55379{sorte.randrange(10**8):08}",
            str(UUID(int=sorte.getrandbits(128))),
        ]
    )
