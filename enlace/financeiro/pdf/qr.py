"""The QR of a Pix: the code that is copied and pasted, for cameras."""

import re
from typing import Final

import segno
from reportlab.lib.units import mm

from enlace.financeiro.pdf.folha import Caixa, Folhas

# Level M, 15 % of the modules may be spoilt: paper gets folded.
_CORRECAO: Final = "m"
# The checkerboard. The standard lets the encoder try all eight and keep the one that looks best; that is half the cost of a bill,
# and readers take any: these codes are never large even areas, which the masks are there to break up.
_MASCARA: Final = 0
_ESCUROS: Final = re.compile(rb"\x01+")


def desenhar(folhas: Folhas, codigo: str, caixa: Caixa) -> None:
    """The QR fills a square; the white around it is the caller's: four modules, a tenth of the side is enough.

    Dark modules that touch in a row are one rectangle and all of them one path: drawn one by one they cost more than the page.
    """
    matriz = segno.make_qr(codigo, error=_CORRECAO, boost_error=False, mask=_MASCARA).matrix
    lado = len(matriz)
    canvas = folhas.canvas
    canvas.saveState()
    canvas.translate(caixa.x * mm, caixa.y * mm)
    canvas.scale(caixa.largura * mm / lado, caixa.altura * mm / lado)
    caminho = canvas.beginPath()
    for linha, modulos in enumerate(matriz, start=1):
        for escuros in _ESCUROS.finditer(modulos):
            caminho.rect(escuros.start(), lado - linha, len(escuros.group()), 1)
    canvas.drawPath(caminho, stroke=0, fill=1)
    canvas.restoreState()
