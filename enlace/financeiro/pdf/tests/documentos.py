"""Bills to be drawn: the faturas in the documentation of the integration API (chapter 4.7), with invented addresses; logos."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.boleto.montagem import (
    agencia_codigo_beneficiario,
    codigo_de_barras,
    codigo_impresso_do_banco,
    nome_do_banco,
    nosso_numero_impresso,
)
from enlace.financeiro.boleto.tests.vetores import Vetor
from enlace.financeiro.pdf.documento import BoletoImpresso, DocumentoDeCobranca, Lancamento, Pessoa, ValorAtualizado
from enlace.financeiro.pix import CobrancaPix, copia_e_cola

BENEFICIARIO = Pessoa(
    nome="PROVEDOR DE INTERNET LTDA",
    cpf_cnpj="22385367000103",
    endereco=("RUA DO EXEMPLO, 100 - CENTRO", "DIVINÓPOLIS/MG - CEP 35500-000", "www.provedor.example"),
)
PAGADOR = Pessoa(
    nome="GUILHERME DA COSTA COUTO",
    cpf_cnpj="41107296617",
    endereco=("AVENIDA DA AMOSTRA, 500 - CENTRO", "DIVINÓPOLIS/MG", "CEP 35500-000"),
)
PIX = copia_e_cola(
    CobrancaPix(
        chave="123e4567-e12b-12d1-a456-426655440000",
        nome="PROVEDOR DE INTERNET LTDA",
        cidade="DIVINÓPOLIS",
        valor=Decimal("12.32"),
        txid="FATURA43653",
    )
)
PLANA = DocumentoDeCobranca(
    beneficiario=BENEFICIARIO,
    pagador=PAGADOR,
    numero_documento="36397",
    data_documento=date(2017, 9, 26),
    vencimento=date(2017, 10, 10),
    valor=Decimal("54.95"),
    lancamentos=(
        Lancamento(
            "(+) Serviço de Comunicação e Multimídia (26/09/2017) até (09/10/2017) - 13 dias (proporcional) | R$ 21.62",
            Decimal("21.62"),
        ),
        Lancamento("(+) Taxa de Instalação (1/3) | R$ 33.33", Decimal("33.33")),
    ),
)
SICOOB = BoletoImpresso(
    banco_codigo="756-0",
    banco_nome="Sicoob",
    codigo_de_barras=CodigoDeBarras("75697733800000010001316601006726102721000001"),
    nosso_numero="0272100-0",
    agencia_codigo_beneficiario="3166 / 67261",
    carteira="1",
)
EM_DIA = DocumentoDeCobranca(
    beneficiario=BENEFICIARIO,
    pagador=PAGADOR,
    numero_documento="36403",
    data_documento=date(2020, 4, 6),
    data_processamento=date(2020, 4, 6),
    vencimento=date(2017, 11, 9),
    valor=Decimal("10.00"),
    lancamentos=(Lancamento("Cobrança adicional", Decimal("10.00")),),
    instrucoes=("Após o vencimento cobrar multa de 2% e juros de 1% ao mês.", "Não receber após 60 dias do vencimento."),
    boleto=SICOOB,
)
ATRASADA = replace(
    EM_DIA,
    numero_documento="43653",
    vencimento=date(2020, 4, 6),
    valor=Decimal("12.32"),
    lancamentos=(Lancamento("COBRANÇA DE TESTE VENCIDA", Decimal("10.00")),),
    atualizado=ValorAtualizado(
        vencimento_original=date(2018, 7, 10),
        valor_original=Decimal("10.00"),
        multa=Decimal("0.20"),
        juros=Decimal("2.12"),
    ),
    boleto=replace(
        SICOOB,
        codigo_de_barras=CodigoDeBarras("75698821700000012321316601006726102745542001"),
        nosso_numero="0274554-2",
    ),
    pix_copia_cola=PIX,
)


def de_banco(vetor: Vetor, **conta: str) -> DocumentoDeCobranca:
    """A bill with a boleto of any bank; `conta`: the numbers that are printed but do not stand in its line."""
    identificacao = replace(vetor.identificacao, **conta)
    boleto = BoletoImpresso(
        banco_codigo=codigo_impresso_do_banco(identificacao.banco),
        banco_nome=nome_do_banco(identificacao.banco),
        codigo_de_barras=codigo_de_barras(vetor.titulo),
        nosso_numero=nosso_numero_impresso(identificacao),
        agencia_codigo_beneficiario=agencia_codigo_beneficiario(identificacao),
        carteira=identificacao.carteira,
    )
    return replace(EM_DIA, valor=vetor.titulo.valor, vencimento=vetor.vencimento, boleto=boleto)


def logotipo(largura: int = 600, altura: int = 200, formato: str = "PNG", modo: str = "RGBA") -> bytes:
    """A blue disc and a word."""
    imagem = Image.new("RGBA", (largura, altura), (255, 255, 255, 0))
    lapis = ImageDraw.Draw(imagem)
    lapis.ellipse((10, 10, altura - 10, altura - 10), fill=(20, 90, 200, 255))
    lapis.text((altura + 10, altura // 3), "provedor", fill=(20, 90, 200, 255), font_size=altura // 3)
    saida = BytesIO()
    imagem.convert(modo).save(saida, formato)
    return saida.getvalue()
