"""The bar code of a boleto: interleaved 2 of 5, 103 by 13 millimetres, as FEBRABAN has it for every bank.

44 digits in pairs of 18 modules, 4 modules before and 5 behind them, a wide bar being three narrow ones: 405 modules.
"""

from typing import Final

from reportlab.graphics.barcode.common import I2of5
from reportlab.lib.units import mm

from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.pdf.folha import Folhas

LARGURA: Final = 103.0
ALTURA: Final = 13.0
# The white to the left of the first bar, without which a scanner does not find it.
MARGEM: Final = 5.0
_MODULOS: Final = 405
_LARGO: Final = 3.0


def desenhar(folhas: Folhas, codigo: CodigoDeBarras, *, x: float, y: float) -> None:
    """The first bar begins at x. No check digit and no frame: the digits have their own."""
    barras = I2of5(
        codigo.digitos,
        barWidth=LARGURA * mm / _MODULOS,
        barHeight=ALTURA * mm,
        ratio=_LARGO,
        checksum=0,
        bearers=0,
        quiet=0,
    )
    barras.drawOn(folhas.canvas, x * mm, y * mm)
