"""The bank's part of a boleto, ficha de compensação: the lower third of the page, in the layout of FEBRABAN.

The names, order and places of its fields are the same at every bank, so that a cashier finds them. Fields for deductions and
additions are empty: they are the bank's to fill when the boleto is paid.
"""

from typing import Final

from enlace.core.dinheiro import em_reais
from enlace.financeiro.pdf import codigo_de_barras
from enlace.financeiro.pdf.documento import BoletoImpresso, DocumentoDeCobranca, Pessoa
from enlace.financeiro.pdf.folha import CORPO, DIREITA, ESQUERDA, GROSSA, ROTULO, UTIL, Campo, Folhas, Lado
from enlace.financeiro.pdf.frases import data, endereco_em_linha, nome_e_documento, valor_original
from enlace.financeiro.pdf.letras import Letra, encaixar

# From the lower edge of the sheet.
_Y_DO_CODIGO: Final = 11.0
_Y_DO_PAGADOR: Final = 27.5
_Y_DAS_INSTRUCOES: Final = 45.0
_ALTURA: Final = 7.2
_LADO_DIREITO: Final = 46.0
_MIOLO: Final = UTIL - _LADO_DIREITO
_A_PREENCHER: Final = (
    "(-) Desconto/abatimento",
    "(-) Outras deduções",
    "(+) Mora/multa",
    "(+) Outros acréscimos",
    "(=) Valor cobrado",
)
_Y_DAS_LINHAS: Final = _Y_DAS_INSTRUCOES + len(_A_PREENCHER) * _ALTURA
# The beneficiário takes two lines.
_ALTURA_DO_BENEFICIARIO: Final = _ALTURA + 3.4
_Y_DO_CABECALHO: Final = _Y_DAS_LINHAS + 3 * _ALTURA + _ALTURA_DO_BENEFICIARIO
_ALTURA_DO_CABECALHO: Final = 8.0
TOPO: Final = _Y_DO_CABECALHO + _ALTURA_DO_CABECALHO
"""Where the part ends; the cut is above it."""
_LETRA_DO_BANCO: Final = Letra(12, forte=True)
_LETRA_DO_CODIGO: Final = Letra(14, forte=True)
_LETRA_DA_LINHA: Final = Letra(11.5, forte=True)
_LARGURA_DO_BANCO: Final = 46.0
_LARGURA_DO_CODIGO: Final = 21.0
# Letter and lines of the instructions: the first pair that holds them all, else the last.
_TAMANHOS: Final = ((Letra(8), 9), (Letra(7), 10), (Letra(6), 12))


def desenhar(folhas: Folhas, documento: DocumentoDeCobranca, boleto: BoletoImpresso) -> None:
    """Fill the lower part of the page, up to `TOPO`."""
    _cabecalho(folhas, boleto)
    _quem_recebe(folhas, documento, boleto)
    _documento(folhas, documento, boleto)
    _instrucoes(folhas, documento)
    _a_preencher(folhas)
    _pagador(folhas, documento.pagador)
    _rodape(folhas, boleto)


def _cabecalho(folhas: Folhas, boleto: BoletoImpresso) -> None:
    base = _Y_DO_CABECALHO + 2
    x = ESQUERDA + _LARGURA_DO_BANCO
    folhas.texto(boleto.banco_nome, x=ESQUERDA, y=base, largura=_LARGURA_DO_BANCO - 2, letra=_LETRA_DO_BANCO)
    folhas.texto(boleto.banco_codigo, x=x, y=base, largura=_LARGURA_DO_CODIGO, letra=_LETRA_DO_CODIGO, lado=Lado.CENTRO)
    for barra in (x, x + _LARGURA_DO_CODIGO):
        folhas.linha(barra, _Y_DO_CABECALHO, barra, TOPO - 1, espessura=GROSSA)
    x += _LARGURA_DO_CODIGO + 2
    folhas.texto(boleto.linha_digitavel, x=x, y=base, largura=DIREITA - x, letra=_LETRA_DA_LINHA, lado=Lado.DIREITO)
    folhas.linha(ESQUERDA, _Y_DO_CABECALHO, DIREITA, _Y_DO_CABECALHO, espessura=GROSSA)


def _quem_recebe(folhas: Folhas, documento: DocumentoDeCobranca, boleto: BoletoImpresso) -> None:
    y = _Y_DO_CABECALHO - _ALTURA
    local = Campo("Local de pagamento", boleto.local_pagamento, _MIOLO)
    folhas.campos((local, _a_direita("Vencimento", data(documento.vencimento), forte=True)), x=ESQUERDA, y=y, altura=_ALTURA)
    y -= _ALTURA_DO_BENEFICIARIO
    beneficiario = documento.beneficiario
    endereco = Campo("Beneficiário", endereco_em_linha(beneficiario), _MIOLO)
    agencia = _a_direita("Agência/Código do beneficiário", boleto.agencia_codigo_beneficiario)
    folhas.campos((endereco, agencia), x=ESQUERDA, y=y, altura=_ALTURA_DO_BENEFICIARIO)
    folhas.texto(nome_e_documento(beneficiario), x=ESQUERDA + 1, y=y + 4.8, largura=_MIOLO - 2)


def _documento(folhas: Folhas, documento: DocumentoDeCobranca, boleto: BoletoImpresso) -> None:
    numeros = (
        Campo("Data do documento", data(documento.data_documento), 28),
        Campo("Nº do documento", documento.numero_documento, 40),
        Campo("Espécie doc.", boleto.especie, 22),
        Campo("Aceite", boleto.aceite, 16),
        Campo("Data process.", data(documento.data_processamento), 34),
        _a_direita("Nosso número", boleto.nosso_numero),
    )
    valores = (
        Campo("Uso do banco", "", 28),
        Campo("Carteira", boleto.carteira, 22),
        Campo("Espécie", boleto.especie_dinheiro, 18),
        Campo("Quantidade", "", 36),
        Campo("Valor", "", 36),
        _a_direita("(=) Valor do documento", em_reais(documento.valor), forte=True),
    )
    folhas.campos(numeros, x=ESQUERDA, y=_Y_DAS_LINHAS + _ALTURA, altura=_ALTURA)
    folhas.campos(valores, x=ESQUERDA, y=_Y_DAS_LINHAS, altura=_ALTURA)


def _instrucoes(folhas: Folhas, documento: DocumentoDeCobranca) -> None:
    folhas.linha(ESQUERDA, _Y_DAS_INSTRUCOES, ESQUERDA, _Y_DAS_LINHAS)
    folhas.linha(ESQUERDA, _Y_DAS_INSTRUCOES, ESQUERDA + _MIOLO, _Y_DAS_INSTRUCOES)
    rotulo = "Instruções (texto de responsabilidade do beneficiário)"
    folhas.texto(rotulo, x=ESQUERDA + 1, y=_Y_DAS_LINHAS - 2.3, largura=_MIOLO - 2, letra=ROTULO)
    letra, linhas = encaixar((*valor_original(documento), *documento.instrucoes), _TAMANHOS, _MIOLO - 2)
    entrelinha = letra.tamanho * 0.43
    for numero, linha in enumerate(linhas, start=1):
        folhas.texto(linha, x=ESQUERDA + 1, y=_Y_DAS_LINHAS - 3 - numero * entrelinha, largura=_MIOLO - 2, letra=letra)


def _a_preencher(folhas: Folhas) -> None:
    for numero, rotulo in enumerate(_A_PREENCHER, start=1):
        folhas.campo(_a_direita(rotulo, ""), x=ESQUERDA + _MIOLO, y=_Y_DAS_LINHAS - numero * _ALTURA, altura=_ALTURA)


def _pagador(folhas: Folhas, pagador: Pessoa) -> None:
    linhas = (nome_e_documento(pagador), *pagador.endereco[:1], ", ".join(pagador.endereco[1:]))
    folhas.linha(ESQUERDA, _Y_DO_PAGADOR, ESQUERDA, _Y_DAS_INSTRUCOES)
    folhas.texto("Pagador", x=ESQUERDA + 1, y=_Y_DAS_INSTRUCOES - 2.3, largura=_MIOLO, letra=ROTULO)
    for numero, linha in enumerate(linhas, start=1):
        folhas.texto(linha, x=ESQUERDA + 1, y=_Y_DAS_INSTRUCOES - 2.3 - 3.6 * numero, largura=UTIL - 2, letra=CORPO)
    folhas.texto("Sacador/avalista", x=ESQUERDA + 1, y=_Y_DO_PAGADOR + 1, largura=_MIOLO, letra=ROTULO)
    folhas.texto("Cód. baixa", x=ESQUERDA + _MIOLO + 1, y=_Y_DO_PAGADOR + 1, largura=_LADO_DIREITO, letra=ROTULO)
    folhas.linha(ESQUERDA, _Y_DO_PAGADOR, DIREITA, _Y_DO_PAGADOR, espessura=GROSSA)


def _rodape(folhas: Folhas, boleto: BoletoImpresso) -> None:
    x = ESQUERDA + codigo_de_barras.MARGEM
    codigo_de_barras.desenhar(folhas, boleto.codigo_de_barras, x=x, y=_Y_DO_CODIGO)
    x += codigo_de_barras.LARGURA + codigo_de_barras.MARGEM
    texto = "Autenticação mecânica - Ficha de compensação"
    folhas.texto(texto, x=x, y=_Y_DO_PAGADOR - 2.8, largura=DIREITA - x, letra=Letra(6.5), lado=Lado.DIREITO)


def _a_direita(rotulo: str, valor: str, *, forte: bool = False) -> Campo:
    """A field of the column on the right."""
    return Campo(rotulo, valor, _LADO_DIREITO, Lado.DIREITO, forte)
