"""What a bank's scanner and a telephone see: a page as pixels, and the codes that zbar finds in them.

zbar is the C library of Debian's package libzbar0, called as its header `zbar.h` describes.
"""

import ctypes
import os
from ctypes.util import find_library
from functools import lru_cache
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image

_COMO_INSTALAR = "zbar reads the printed codes back: apt-get install libzbar0 (Debian, Ubuntu), brew install zbar (macOS)."
_CINZA = int.from_bytes(b"Y800", "little")
_CODIGO_DE_BARRAS, _QR = 25, 64
_MM_POR_PONTO = 25.4 / 72


class Lidos(NamedTuple):
    """The texts of the codes on a page, in no order."""

    barras: list[str]
    qr: list[str]


class Retangulo(NamedTuple):
    """In millimetres from the lower left corner of the page."""

    conteudo: str
    esquerda: float
    base: float
    direita: float
    topo: float

    def invade(self, outro: "Retangulo") -> bool:
        """Whether both cover a common spot; a tenth of a millimetre is forgiven."""
        largura = min(self.direita, outro.direita) - max(self.esquerda, outro.esquerda)
        return largura > 0.1 and min(self.topo, outro.topo) - max(self.base, outro.base) > 0.1


def pagina(pdf: bytes, numero: int = 0, *, pontos_por_polegada: int = 200) -> Image.Image:
    """The page as a printer or a screen shows it."""
    with pypdfium2.PdfDocument(pdf) as documento:
        imagem: Image.Image = documento[numero].render(scale=pontos_por_polegada / 72).to_pil()
        return imagem.convert("RGB")


def textos(pdf: bytes) -> list[str]:
    """Of each page what can be selected and copied."""
    with pypdfium2.PdfDocument(pdf) as documento:
        return [folha.get_textpage().get_text_range().replace("\r\n", "\n") for folha in documento]


def retangulos(pdf: bytes) -> list[list[Retangulo]]:
    """Of each page the rectangles that its texts take, and that of a QR."""
    with pypdfium2.PdfDocument(pdf) as documento:
        return [[*_dos_textos(folha.get_textpage()), *_do_qr(folha)] for folha in documento]


def codigos(imagem: Image.Image) -> Lidos:
    """What zbar finds. Where it is missing the test is skipped, but on CI fails."""
    zbar = _zbar()
    leitor, quadro = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    pontos = imagem.convert("L").tobytes()
    zbar.zbar_image_set_format(quadro, _CINZA)
    zbar.zbar_image_set_size(quadro, *imagem.size)
    zbar.zbar_image_set_data(quadro, pontos, len(pontos), None)
    zbar.zbar_scan_image(leitor, quadro)
    lidos = Lidos([], [])
    simbolo = zbar.zbar_image_first_symbol(quadro)
    while simbolo:
        conteudo = ctypes.string_at(zbar.zbar_symbol_get_data(simbolo), zbar.zbar_symbol_get_data_length(simbolo)).decode()
        {_CODIGO_DE_BARRAS: lidos.barras, _QR: lidos.qr}[zbar.zbar_symbol_get_type(simbolo)].append(conteudo)
        simbolo = zbar.zbar_symbol_next(simbolo)
    zbar.zbar_image_destroy(quadro)
    zbar.zbar_image_scanner_destroy(leitor)
    return lidos


def _dos_textos(letras: pypdfium2.PdfTextPage) -> list[Retangulo]:
    return [
        Retangulo(letras.get_text_bounded(*pontos), *(ponto * _MM_POR_PONTO for ponto in pontos))
        for pontos in map(letras.get_rect, range(letras.count_rects()))
    ]


def _do_qr(folha: pypdfium2.PdfPage) -> list[Retangulo]:
    """The one path that is a square of 40 mm."""
    medidas = ([ponto * _MM_POR_PONTO for ponto in objeto.get_bounds()] for objeto in folha.get_objects())
    return [Retangulo("QR", *m) for m in medidas if abs(m[2] - m[0] - 40) < 1 and abs(m[3] - m[1] - 40) < 1]


@lru_cache(maxsize=1)
def _zbar() -> ctypes.CDLL:
    try:
        zbar = ctypes.CDLL(find_library("zbar") or "libzbar.so.0")
    except OSError:
        if os.environ.get("CI"):
            pytest.fail(_COMO_INSTALAR)
        pytest.skip(_COMO_INSTALAR)
    for nome in ("image_scanner_create", "image_create", "image_first_symbol", "symbol_next", "symbol_get_data"):
        getattr(zbar, f"zbar_{nome}").restype = ctypes.c_void_p
    ponteiro, inteiro = ctypes.c_void_p, ctypes.c_uint
    zbar.zbar_image_set_format.argtypes = (ponteiro, ctypes.c_ulong)
    zbar.zbar_image_set_size.argtypes = (ponteiro, inteiro, inteiro)
    zbar.zbar_image_set_data.argtypes = (ponteiro, ctypes.c_char_p, ctypes.c_ulong, ponteiro)
    zbar.zbar_scan_image.argtypes = (ponteiro, ponteiro)
    for nome in ("image_first_symbol", "symbol_next", "symbol_get_data", "symbol_get_data_length", "symbol_get_type"):
        getattr(zbar, f"zbar_{nome}").argtypes = (ponteiro,)
    for nome in ("image_destroy", "image_scanner_destroy"):
        getattr(zbar, f"zbar_{nome}").argtypes = (ponteiro,)
    return zbar
