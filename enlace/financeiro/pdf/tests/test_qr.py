from decimal import Decimal

import segno

from enlace.financeiro.pdf.folha import ALTURA, Caixa, Folhas
from enlace.financeiro.pdf.qr import desenhar
from enlace.financeiro.pdf.tests.documentos import PIX
from enlace.financeiro.pdf.tests.leitor import codigos, pagina
from enlace.financeiro.pix import CobrancaPix, copia_e_cola


def test_qr_e_o_da_norma_ponto_por_ponto() -> None:
    """Readers forgive a mirrored one, some telephones do not."""
    matriz = segno.make_qr(PIX, error="m", boost_error=False, mask=0).matrix
    folhas = Folhas(titulo="", autor="")

    desenhar(folhas, PIX, Caixa(20, 100, len(matriz), len(matriz)))  # a millimetre a module

    folha = pagina(folhas.terminar(), pontos_por_polegada=254).convert("1")
    topo = ALTURA - 100 - len(matriz)
    desenhada = [
        bytearray(
            folha.getpixel((round((20.5 + coluna) * 10), round((topo + linha + 0.5) * 10))) == 0 for coluna in range(len(matriz))
        )
        for linha in range(len(matriz))
    ]
    assert desenhada == list(matriz)


def test_a_mascara_fixa_e_lida_em_qualquer_codigo() -> None:
    """Bills of one provider differ by amount and number: twelve on a page, of each size that they come in."""
    codigos_pix = [
        copia_e_cola(
            CobrancaPix(chave=chave, nome=nome, cidade="DIVINOPOLIS", valor=Decimal(centavos) / 100, txid=f"FATURA{centavos}")
        )
        for chave, nome in (
            ("pix@provedor.example", "AAAAAAAAAAAAAAAAAAAAAAAAA"),
            ("22385367000103", "P"),
            ("+5511988887777", "0 0 0 0"),
        )
        for centavos in (1, 1000, 9990, 123456789)
    ]
    folhas = Folhas(titulo="", autor="")
    for numero, codigo in enumerate(codigos_pix):
        desenhar(folhas, codigo, Caixa(10 + 50 * (numero % 4), 20 + 50 * (numero // 4), 38, 38))

    lidos = codigos(pagina(folhas.terminar()))

    assert sorted(lidos.qr) == sorted(codigos_pix)
