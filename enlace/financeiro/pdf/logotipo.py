"""The provider's logo: a picture from outside, made small and harmless before it is drawn.

A bill without a logo is still a bill, so one that cannot be used is left out, and the log says why.
"""

import logging
import struct
import zlib
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from enlace.core.errors import RuleRefused
from enlace.financeiro.pdf.folha import Folhas

_log = logging.getLogger(__name__)

MAIOR_LARGURA: Final = 46.0
MAIOR_ALTURA: Final = 18.0
MAIOR_ARQUIVO: Final = 1024 * 1024
MAIS_PONTOS: Final = 4_000_000
_FORMATOS: Final = ("PNG", "JPEG")
_PONTOS_POR_MM: Final = 200 / 25.4
_QUALIDADE: Final = 90
# What Pillow raises for pictures that are broken, cut off or too large; it documents no common class.
_RECUSAS_DO_PILLOW: Final = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error)


class LogotipoRecusado(RuleRefused):
    """A picture that does not get onto a bill."""

    mensagem = "O logotipo não é uma imagem PNG ou JPEG que se consiga ler."


class LogotipoGrande(LogotipoRecusado):
    """It would take a processor seconds, or was made to."""

    mensagem = "O logotipo é grande demais: pode ter até 1 MB e 4 milhões de pontos."


def desenhar(folhas: Folhas, conteudo: bytes, *, x: float, topo: float) -> float:
    """Draw it with its upper left corner there and give its width; nothing and 0 for one that cannot be used."""
    try:
        leitor = ImageReader(BytesIO(preparar(conteudo)))
    except LogotipoRecusado as recusa:
        _log.warning("The logo was left out of a bill: %s", recusa)
        return 0.0
    pontos_x, pontos_y = leitor.getSize()
    escala = min(MAIOR_LARGURA / pontos_x, MAIOR_ALTURA / pontos_y)
    largura, altura = pontos_x * escala, pontos_y * escala
    folhas.canvas.drawImage(leitor, x * mm, (topo - altura) * mm, width=largura * mm, height=altura * mm)
    return largura


def preparar(conteudo: bytes) -> bytes:
    """The picture as a JPEG on white that is as large as it is printed. Refused: `LogotipoRecusado`; a form may ask here.

    The size is that of the header, so nothing large is ever unpacked.
    """
    if len(conteudo) > MAIOR_ARQUIVO:
        raise LogotipoGrande
    return _preparado(conteudo)


@lru_cache(maxsize=4)
def _preparado(conteudo: bytes) -> bytes:
    try:
        with Image.open(BytesIO(conteudo), formats=_FORMATOS) as imagem:
            if imagem.width * imagem.height > MAIS_PONTOS:
                raise LogotipoGrande
            return _em_jpeg(imagem)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as erro:
        raise LogotipoGrande from erro
    except _RECUSAS_DO_PILLOW as erro:
        raise LogotipoRecusado from erro


def _em_jpeg(imagem: Image.Image) -> bytes:
    transparente = imagem.has_transparency_data
    pequena = imagem.convert("RGBA" if transparente else "RGB")
    pequena.thumbnail((round(MAIOR_LARGURA * _PONTOS_POR_MM), round(MAIOR_ALTURA * _PONTOS_POR_MM)))
    no_branco = Image.new("RGB", pequena.size, "white")
    no_branco.paste(pequena, mask=pequena.getchannel("A") if transparente else None)
    saida = BytesIO()
    # Without subsampling, which blurs the edges of coloured letters.
    no_branco.save(saida, "JPEG", quality=_QUALIDADE, subsampling=0)
    return saida.getvalue()
