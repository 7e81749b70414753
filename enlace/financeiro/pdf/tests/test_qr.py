import segno

from enlace.financeiro.pdf.folha import ALTURA, Caixa, Folhas
from enlace.financeiro.pdf.qr import desenhar
from enlace.financeiro.pdf.tests.documentos import PIX
from enlace.financeiro.pdf.tests.leitor import pagina


def test_qr_e_o_da_norma_ponto_por_ponto() -> None:
    """Readers forgive a mirrored one, some telephones do not."""
    matriz = segno.make_qr(PIX, error="m", boost_error=False).matrix
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
