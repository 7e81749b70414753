"""Sheets of A4 and what is drawn on them, in millimetres from the lower left corner."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from enlace.financeiro.pdf.letras import Letra, caber, imprimivel

LARGURA: Final = 210.0
ALTURA: Final = 297.0
ESQUERDA: Final = 12.0
DIREITA: Final = LARGURA - ESQUERDA
UTIL: Final = DIREITA - ESQUERDA

FINA: Final = 0.15
GROSSA: Final = 0.4
ROTULO: Final = Letra(5.5)
CORPO: Final = Letra(8)
CORPO_FORTE: Final = Letra(8, forte=True)
_RECUO: Final = 1.0
_CINZA_DO_FUNDO: Final = 0.92


class Lado(Enum):
    """Where in its width a text stands."""

    ESQUERDO = "esquerdo"
    CENTRO = "centro"
    DIREITO = "direito"


@dataclass(frozen=True)
class Caixa:
    """A rectangle by its lower left corner."""

    x: float
    y: float
    largura: float
    altura: float

    @property
    def direita(self) -> float:
        """Its right edge."""
        return self.x + self.largura

    @property
    def topo(self) -> float:
        """Its upper edge."""
        return self.y + self.altura


@dataclass(frozen=True)
class Campo:
    """A small label and, under it, what it says. An empty value is a field that others fill."""

    rotulo: str
    valor: str
    largura: float
    lado: Lado = Lado.ESQUERDO
    forte: bool = False


class Folhas:
    """The pages of one PDF, of which the last is drawn on. Texts are made printable and kept within their width."""

    def __init__(self, *, titulo: str, autor: str) -> None:
        # Streams as they are: written in seven bits, as the library would, a page costs 5 ms more and is larger by a fifth.
        rl_config.useA85 = 0
        self._saida = BytesIO()
        # Invariant: neither the hour nor a number of chance gets into the file.
        self.canvas = Canvas(self._saida, pagesize=(LARGURA * mm, ALTURA * mm), pageCompression=1, invariant=1, lang="pt-BR")
        self.canvas.setTitle(imprimivel(titulo))
        self.canvas.setAuthor(imprimivel(autor))
        self.canvas.setCreator("Enlace")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def nova(self) -> None:
        """The next page."""
        self.canvas.showPage()

    def terminar(self) -> bytes:
        """The file; nothing can be drawn after it."""
        self.canvas.save()
        return self._saida.getvalue()

    def texto(self, texto: str, *, x: float, y: float, largura: float, letra: Letra = CORPO, lado: Lado = Lado.ESQUERDO) -> None:
        """One line on the base line y, between x and x + largura; if too long made smaller, then cut."""
        cabe, letra = caber(imprimivel(texto), letra, largura)
        self.canvas.setFont(letra.fonte, letra.tamanho)
        if lado is Lado.ESQUERDO:
            self.canvas.drawString(x * mm, y * mm, cabe)
        elif lado is Lado.DIREITO:
            self.canvas.drawRightString((x + largura) * mm, y * mm, cabe)
        else:
            self.canvas.drawCentredString((x + largura / 2) * mm, y * mm, cabe)

    def para_copiar(self, texto: str, *, x: float, y: float, largura: float, letra: Letra) -> None:
        """Printable ASCII, unchanged and in one line however small it gets: people select it, they do not read it."""
        tamanho = letra.tamanho * min(1, largura / letra.largura(texto))
        self.canvas.setFont(letra.fonte, tamanho)
        self.canvas.drawString(x * mm, y * mm, texto)

    def linha(self, x1: float, y1: float, x2: float, y2: float, *, espessura: float = FINA) -> None:
        """A straight line."""
        self.canvas.setLineWidth(espessura * mm)
        self.canvas.line(x1 * mm, y1 * mm, x2 * mm, y2 * mm)

    def moldura(self, caixa: Caixa, *, espessura: float = FINA) -> None:
        """The four sides."""
        self.canvas.setLineWidth(espessura * mm)
        self.canvas.rect(caixa.x * mm, caixa.y * mm, caixa.largura * mm, caixa.altura * mm)

    def fundo(self, caixa: Caixa) -> None:
        """A light grey under what is drawn next."""
        self.canvas.setFillGray(_CINZA_DO_FUNDO)
        self.canvas.rect(caixa.x * mm, caixa.y * mm, caixa.largura * mm, caixa.altura * mm, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def campo(self, campo: Campo, *, x: float, y: float, altura: float) -> None:
        """A field with a line on its left and one under it; y is its lower edge."""
        self.linha(x, y, x + campo.largura, y)
        self.linha(x, y, x, y + altura)
        dentro = campo.largura - 2 * _RECUO
        self.texto(campo.rotulo, x=x + _RECUO, y=y + altura - 2.3, largura=dentro, letra=ROTULO)
        letra = CORPO_FORTE if campo.forte else CORPO
        self.texto(campo.valor, x=x + _RECUO, y=y + 1.3, largura=dentro, letra=letra, lado=campo.lado)

    def campos(self, campos: Iterable[Campo], *, x: float, y: float, altura: float) -> None:
        """Fields side by side."""
        for campo in campos:
            self.campo(campo, x=x, y=y, altura=altura)
            x += campo.largura
