"""One bill from top to bottom."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm

from enlace.financeiro.pdf import ficha, lancamentos, recibo
from enlace.financeiro.pdf.documento import DocumentoDeCobranca
from enlace.financeiro.pdf.folha import ALTURA, DIREITA, ESQUERDA, LARGURA, ROTULO, UTIL, Folhas, Lado
from enlace.financeiro.pdf.frases import nome_e_documento
from enlace.financeiro.pdf.lancamentos import Linha
from enlace.financeiro.pdf.letras import Letra, imprimivel

_CORTE: Final = ficha.TOPO + 3
_BASE_SEM_BOLETO: Final = 15.0
_LETRA_DA_TARJA: Final = Letra(54, forte=True)
_CINZA_DA_TARJA: Final = 0.9


def desenhar(documento: DocumentoDeCobranca) -> bytes:
    """The bill as a PDF of A4: one page, and more where its lines need them. The same document gives the same bytes."""
    numero, beneficiario = documento.numero_documento, documento.beneficiario.nome
    folhas = Folhas(titulo=f"Fatura nº {numero} - {beneficiario}", autor=beneficiario)
    if documento.estado:
        _tarja(folhas, documento.estado)
    boleto = documento.boleto_a_pagar
    demais = recibo.desenhar(folhas, documento, base=_CORTE + 5 if boleto else _BASE_SEM_BOLETO)
    if boleto:
        _corte(folhas)
        ficha.desenhar(folhas, documento, boleto)
    _numero_da_pagina(folhas, 1, de=1 + len(demais))
    _continuacao(folhas, documento, demais)
    return folhas.terminar()


def _tarja(folhas: Folhas, estado: str) -> None:
    """Across the page, under all the rest: nobody takes it for a bill to be paid."""
    texto = imprimivel(estado)
    tamanho = min(_LETRA_DA_TARJA.tamanho, _LETRA_DA_TARJA.tamanho * UTIL / (_LETRA_DA_TARJA.largura(texto) or UTIL))
    canvas = folhas.canvas
    canvas.saveState()
    canvas.translate(LARGURA / 2 * mm, ALTURA / 3 * mm)
    canvas.rotate(30)
    canvas.setFillGray(_CINZA_DA_TARJA)
    canvas.setFont(_LETRA_DA_TARJA.fonte, tamanho)
    canvas.drawCentredString(0, 0, texto)
    canvas.restoreState()


def _corte(folhas: Folhas) -> None:
    texto = "Autenticação mecânica - Recibo do pagador"
    folhas.texto(texto, x=ESQUERDA, y=_CORTE + 1.5, largura=UTIL, letra=ROTULO, lado=Lado.DIREITO)
    folhas.canvas.setDash(3, 2)
    folhas.linha(ESQUERDA, _CORTE, DIREITA, _CORTE)
    folhas.canvas.setDash()


def _continuacao(folhas: Folhas, documento: DocumentoDeCobranca, paginas: Sequence[Sequence[Linha]]) -> None:
    titulo = f"Fatura nº {documento.numero_documento} (continuação)"
    topo = lancamentos.TOPO_DA_CONTINUACAO
    for numero, linhas in enumerate(paginas, start=2):
        folhas.nova()
        folhas.texto(titulo, x=ESQUERDA, y=topo + 11, largura=UTIL, letra=Letra(10, forte=True))
        folhas.texto(nome_e_documento(documento.beneficiario), x=ESQUERDA, y=topo + 7, largura=UTIL)
        folhas.texto(nome_e_documento(documento.pagador), x=ESQUERDA, y=topo + 3.4, largura=UTIL)
        lancamentos.desenhar(folhas, linhas, x=ESQUERDA, topo=topo, largura=UTIL)
        _numero_da_pagina(folhas, numero, de=1 + len(paginas))


def _numero_da_pagina(folhas: Folhas, numero: int, *, de: int) -> None:
    if de > 1:
        texto = f"Página {numero} de {de}"
        folhas.texto(texto, x=ESQUERDA, y=ALTURA - 9, largura=UTIL, letra=Letra(7), lado=Lado.DIREITO)
