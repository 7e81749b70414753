"""The payer's part: who charges whom for what, the total, and the Pix. With a boleto it is the upper part of a page, else all.

From the top: the provider and the total, the payer, the numbers of the boleto, the table of lines with the panel of the Pix beside
it, notices, and the Pix as text. The table gets what the others leave.
"""

from typing import Final

from enlace.core.dinheiro import em_reais
from enlace.financeiro.pdf import lancamentos, logotipo, qr
from enlace.financeiro.pdf.documento import BoletoImpresso, DocumentoDeCobranca
from enlace.financeiro.pdf.folha import (
    CORPO,
    CORPO_FORTE,
    DIREITA,
    ESQUERDA,
    GROSSA,
    ROTULO,
    UTIL,
    Caixa,
    Campo,
    Folhas,
    Lado,
)
from enlace.financeiro.pdf.frases import cpf_cnpj, data, nome_e_documento, valor_original
from enlace.financeiro.pdf.lancamentos import ALTURA_DA_LINHA, ALTURA_DO_CABECALHO, Espaco, Linha
from enlace.financeiro.pdf.letras import Letra, encaixar

_TOPO: Final = 285.0
_QUADRO: Final = Caixa(DIREITA - 66, _TOPO - 21, 66, 21)
_Y_DO_PAGADOR: Final = 244.0
_ALTURA_DOS_CAMPOS: Final = 7.2
_PAINEL: Final = 46.0
_VAO: Final = 5.0
_QR: Final = 40.0
_ALTURA_DO_PAINEL: Final = 60.0
_ENTRELINHA: Final = 3.6
_LETRA_DO_NOME: Final = Letra(11, forte=True)
_LETRA_DO_TOTAL: Final = Letra(13, forte=True)
_LETRA_DO_PIX: Final = Letra(6)
_ALTURA_DO_PIX: Final = 8.6
# Letter and lines of the notices: see `letras.encaixar`.
_AVISOS: Final = ((Letra(8), 6), (Letra(7), 10))
_FRASE_DO_PIX: Final = (
    "Abra o aplicativo do seu banco,",
    "escolha pagar com Pix por QR Code",
    "e aponte a câmera para o código.",
)


def desenhar(folhas: Folhas, documento: DocumentoDeCobranca, *, base: float) -> list[list[Linha]]:
    """Fill the first page from its top down to `base`. What comes back are the lines of the bill for each further page."""
    _cabecalho(folhas, documento)
    _pagador(folhas, documento)
    topo = _Y_DO_PAGADOR - 3
    if documento.boleto:
        topo -= _dados_do_boleto(folhas, documento.boleto, linha=documento.boleto_a_pagar is not None, topo=topo)
    tem_painel = bool(documento.pix_a_pagar or documento.estado)
    largura = UTIL - (_PAINEL + _VAO if tem_painel else 0)
    avisos = _avisos(documento)
    rodape = _altura_dos_avisos(avisos) + (_ALTURA_DO_PIX if documento.pix_a_pagar else 0)
    totais = lancamentos.totais(documento)
    cabem = int((topo - base - rodape - ALTURA_DO_CABECALHO) / ALTURA_DA_LINHA) - len(totais)
    primeira, *demais = lancamentos.repartir(
        documento.lancamentos, primeira=Espaco(largura, cabem), demais=lancamentos.PAGINA_INTEIRA
    )
    y = lancamentos.desenhar(folhas, [*primeira, *totais], x=ESQUERDA, topo=topo, largura=largura)
    if tem_painel:
        y = min(y, _painel(folhas, documento, topo=topo))
    _desenhar_avisos(folhas, avisos, topo=y)
    if documento.pix_a_pagar:
        _copia_e_cola(folhas, documento.pix_a_pagar, topo=y - _altura_dos_avisos(avisos))
    return demais


def _cabecalho(folhas: Folhas, documento: DocumentoDeCobranca) -> None:
    beneficiario = documento.beneficiario
    ocupado = logotipo.desenhar(folhas, documento.logo, x=ESQUERDA, topo=_TOPO) if documento.logo else 0.0
    x = ESQUERDA + (ocupado + 4 if ocupado else 0)
    largura = _QUADRO.x - 4 - x
    folhas.texto(beneficiario.nome, x=x, y=_TOPO - 4, largura=largura, letra=_LETRA_DO_NOME)
    for numero, linha in enumerate((cpf_cnpj(beneficiario), *beneficiario.endereco[:3]), start=1):
        folhas.texto(linha, x=x, y=_TOPO - 4.6 - _ENTRELINHA * numero, largura=largura)
    _quadro(folhas, documento)
    folhas.linha(ESQUERDA, _QUADRO.y - 2.5, DIREITA, _QUADRO.y - 2.5, espessura=GROSSA)


def _quadro(folhas: Folhas, documento: DocumentoDeCobranca) -> None:
    """Number, due date and amount, which is what people look for."""
    titulo = f"Fatura nº {documento.numero_documento}"
    vencimento = Caixa(_QUADRO.x, _QUADRO.y, 29, 13.5)
    total = Caixa(vencimento.direita, _QUADRO.y, _QUADRO.largura - vencimento.largura, vencimento.altura)
    folhas.fundo(Caixa(_QUADRO.x, vencimento.topo, _QUADRO.largura, _QUADRO.topo - vencimento.topo))
    folhas.moldura(_QUADRO)
    folhas.linha(_QUADRO.x, vencimento.topo, _QUADRO.direita, vencimento.topo)
    folhas.linha(total.x, total.y, total.x, total.topo)
    folhas.texto(titulo, x=_QUADRO.x + 2, y=vencimento.topo + 2.4, largura=_QUADRO.largura - 4, letra=Letra(10, forte=True))
    rotulo_do_total = "Total" if documento.estado else "Total a pagar"
    for caixa, rotulo, valor in (
        (vencimento, "Vencimento", data(documento.vencimento)),
        (total, rotulo_do_total, em_reais(documento.valor)),
    ):
        folhas.texto(rotulo, x=caixa.x + 2, y=caixa.topo - 4, largura=caixa.largura - 4, letra=Letra(7))
        folhas.texto(valor, x=caixa.x + 2, y=caixa.y + 3, largura=caixa.largura - 4, letra=_LETRA_DO_TOTAL)


def _pagador(folhas: Folhas, documento: DocumentoDeCobranca) -> None:
    pagador = documento.pagador
    largura = _QUADRO.x - 4 - ESQUERDA
    y = _QUADRO.y - 5.5
    folhas.texto("Pagador", x=ESQUERDA, y=y, largura=largura, letra=ROTULO)
    linhas = (nome_e_documento(pagador), *pagador.endereco[:1], ", ".join(pagador.endereco[1:]))
    for numero, linha in enumerate(linhas, start=1):
        letra = CORPO_FORTE if numero == 1 else CORPO
        folhas.texto(linha, x=ESQUERDA, y=y - _ENTRELINHA * numero, largura=largura, letra=letra)
    if documento.data_documento:
        folhas.texto("Data do documento", x=_QUADRO.x + 2, y=y, largura=_QUADRO.largura, letra=ROTULO)
        folhas.texto(data(documento.data_documento), x=_QUADRO.x + 2, y=y - _ENTRELINHA, largura=_QUADRO.largura)


def _dados_do_boleto(folhas: Folhas, boleto: BoletoImpresso, *, linha: bool, topo: float) -> float:
    """What a receipt must say of the boleto; the linha digitável only if it may still be paid. Gives the height used."""
    campos = (
        Campo("Banco", f"{boleto.banco_nome} ({boleto.banco_codigo})", 50),
        Campo("Agência/Código do beneficiário", boleto.agencia_codigo_beneficiario, 50),
        Campo("Nosso número", boleto.nosso_numero, 50),
        Campo("Carteira", boleto.carteira, 36),
    )
    altura = _ALTURA_DOS_CAMPOS * (2 if linha else 1)
    folhas.linha(ESQUERDA, topo, DIREITA, topo)
    folhas.campos(campos, x=ESQUERDA, y=topo - _ALTURA_DOS_CAMPOS, altura=_ALTURA_DOS_CAMPOS)
    if linha:
        para_digitar = Campo("Linha digitável", boleto.linha_digitavel, UTIL, forte=True)
        folhas.campo(para_digitar, x=ESQUERDA, y=topo - altura, altura=_ALTURA_DOS_CAMPOS)
    folhas.linha(DIREITA, topo, DIREITA, topo - altura)
    return altura + _VAO


def _painel(folhas: Folhas, documento: DocumentoDeCobranca, *, topo: float) -> float:
    """Beside the table: the QR, or why nothing is to be paid. Gives its lower edge."""
    x = DIREITA - _PAINEL
    if not documento.pix_a_pagar:
        caixa = Caixa(x + GROSSA, topo - 18, _PAINEL - 2 * GROSSA, 18)
        folhas.moldura(caixa, espessura=2 * GROSSA)
        folhas.texto(documento.estado, x=x + 2, y=topo - 9, largura=_PAINEL - 4, letra=_LETRA_DO_TOTAL, lado=Lado.CENTRO)
        folhas.texto("Não pague este documento.", x=x + 2, y=topo - 14, largura=_PAINEL - 4, lado=Lado.CENTRO)
        return caixa.y
    caixa = Caixa(x, topo - _ALTURA_DO_PAINEL, _PAINEL, _ALTURA_DO_PAINEL)
    folhas.moldura(caixa)
    folhas.texto("Pague com Pix", x=x, y=topo - 4.5, largura=_PAINEL, letra=Letra(9, forte=True), lado=Lado.CENTRO)
    margem = (_PAINEL - _QR) / 2
    qr.desenhar(folhas, documento.pix_a_pagar, Caixa(x + margem, topo - 7 - _QR, _QR, _QR))
    for numero, frase in enumerate(_FRASE_DO_PIX, start=1):
        y = topo - 7.5 - _QR - numero * 3.2
        folhas.texto(frase, x=x + 1, y=y, largura=_PAINEL - 2, letra=Letra(7), lado=Lado.CENTRO)
    return caixa.y


def _avisos(documento: DocumentoDeCobranca) -> tuple[Letra, list[str]]:
    """Below the table: what was due before; where there is no bank's part for them, the instructions too."""
    instrucoes = () if documento.boleto_a_pagar or documento.estado else documento.instrucoes
    return encaixar((*valor_original(documento), *instrucoes), _AVISOS, UTIL)


def _altura_dos_avisos(avisos: tuple[Letra, list[str]]) -> float:
    return 2 + len(avisos[1]) * _ENTRELINHA if avisos[1] else 0


def _desenhar_avisos(folhas: Folhas, avisos: tuple[Letra, list[str]], *, topo: float) -> None:
    letra, linhas = avisos
    for numero, linha in enumerate(linhas, start=1):
        folhas.texto(linha, x=ESQUERDA, y=topo - 1.5 - numero * _ENTRELINHA, largura=UTIL, letra=letra)


def _copia_e_cola(folhas: Folhas, codigo: str, *, topo: float) -> None:
    """The same code as text, for who reads the bill on the telephone that pays it. In one line: a break would be copied with it."""
    folhas.texto("Pix Copia e Cola", x=ESQUERDA, y=topo - 4.5, largura=UTIL, letra=Letra(7, forte=True))
    folhas.para_copiar(codigo, x=ESQUERDA, y=topo - 7.4, largura=UTIL, letra=_LETRA_DO_PIX)
