"""The lines of the bill: a table that is as long as it must be, on as many pages as that takes.

The first page always closes with the totals, so it can be paid without the others; where lines are missing from it, a line says how
many they are and what they sum up to. No line is parted between pages, and none is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from enlace.core.dinheiro import ZERO, em_reais
from enlace.financeiro.pdf.documento import DocumentoDeCobranca, Lancamento
from enlace.financeiro.pdf.folha import CORPO, CORPO_FORTE, FINA, UTIL, Caixa, Folhas, Lado
from enlace.financeiro.pdf.letras import imprimivel, quebrar

ALTURA_DA_LINHA: Final = 4.4
ALTURA_DO_CABECALHO: Final = 5.6
_LARGURA_DO_VALOR: Final = 28.0
_RECUO: Final = 1.5
_MAIOR_DESCRICAO: Final = 500


@dataclass(frozen=True)
class Linha:
    """A line of the table on paper. A long description takes several, of which the first has the value."""

    descricao: str
    valor: str = ""
    forte: bool = False


@dataclass(frozen=True)
class Espaco:
    """What a page offers to the table: width in millimetres and a number of lines."""

    largura: float
    linhas: int


TOPO_DA_CONTINUACAO: Final = 272.0
PAGINA_INTEIRA: Final = Espaco(UTIL, int((TOPO_DA_CONTINUACAO - 15 - ALTURA_DO_CABECALHO) / ALTURA_DA_LINHA))
"""A page of nothing but lines."""


def totais(documento: DocumentoDeCobranca) -> list[Linha]:
    """What stands under the lines: what was taken off and added, and what is to be paid."""
    atualizado = documento.atualizado
    acrescimos = (("Multa por atraso", atualizado.multa), ("Juros por atraso", atualizado.juros)) if atualizado else ()
    ajustes = (("Desconto", -documento.desconto), *acrescimos)
    rotulo = "Total" if documento.estado else "Total a pagar"
    return [
        *(Linha(nome, em_reais(valor)) for nome, valor in ajustes if valor),
        Linha(rotulo, em_reais(documento.valor), forte=True),
    ]


def repartir(lancamentos: Sequence[Lancamento], *, primeira: Espaco, demais: Espaco) -> list[list[Linha]]:
    """The lines of each page, at least of the first. Not in them: the totals."""
    grupos = [_em_linhas(lancamento, primeira.largura) for lancamento in lancamentos]
    if sum(map(len, grupos)) <= primeira.linhas:
        return [_juntar(grupos)]
    cabem = _quantos_cabem(grupos, primeira.linhas - 1)
    faltam = lancamentos[cabem:]
    paginas = [[*_juntar(grupos[:cabem]), _continua(faltam)]]
    grupos = [_em_linhas(lancamento, demais.largura) for lancamento in faltam]
    while grupos:
        cabem = max(1, _quantos_cabem(grupos, demais.linhas))
        paginas.append(_juntar(grupos[:cabem]))
        grupos = grupos[cabem:]
    return paginas


def desenhar(folhas: Folhas, linhas: Sequence[Linha], *, x: float, topo: float, largura: float) -> float:
    """The table with its header; gives the y of its lower edge."""
    y = topo - ALTURA_DO_CABECALHO
    folhas.fundo(Caixa(x, y, largura, ALTURA_DO_CABECALHO))
    _linha(folhas, Linha("Descrição", "Valor", forte=True), x=x, y=y + 0.5, largura=largura)
    for linha in linhas:
        y -= ALTURA_DA_LINHA
        if linha.valor and y < topo - ALTURA_DO_CABECALHO - ALTURA_DA_LINHA:
            folhas.linha(x, y + ALTURA_DA_LINHA, x + largura, y + ALTURA_DA_LINHA, espessura=FINA / 2)
        _linha(folhas, linha, x=x, y=y, largura=largura)
    folhas.linha(x, y, x + largura, y)
    return y


def _linha(folhas: Folhas, linha: Linha, *, x: float, y: float, largura: float) -> None:
    letra = CORPO_FORTE if linha.forte else CORPO
    base = y + 1.3
    folhas.texto(linha.descricao, x=x + _RECUO, y=base, largura=_largura_da_descricao(largura), letra=letra)
    x += largura - _LARGURA_DO_VALOR
    folhas.texto(linha.valor, x=x, y=base, largura=_LARGURA_DO_VALOR - _RECUO, letra=letra, lado=Lado.DIREITO)


def _largura_da_descricao(largura: float) -> float:
    return largura - _LARGURA_DO_VALOR - _RECUO


def _em_linhas(lancamento: Lancamento, largura: float) -> list[Linha]:
    descricao = imprimivel(lancamento.descricao)
    if len(descricao) > _MAIOR_DESCRICAO:
        descricao = descricao[:_MAIOR_DESCRICAO] + "…"
    primeira, *outras = quebrar(descricao, CORPO, _largura_da_descricao(largura)) or [""]
    return [Linha(primeira, em_reais(lancamento.valor)), *(Linha(outra) for outra in outras)]


def _juntar(grupos: Sequence[list[Linha]]) -> list[Linha]:
    return [linha for grupo in grupos for linha in grupo]


def _quantos_cabem(grupos: Sequence[list[Linha]], linhas: int) -> int:
    for quantos, grupo in enumerate(grupos):
        linhas -= len(grupo)
        if linhas < 0:
            return quantos
    return len(grupos)


def _continua(faltam: Sequence[Lancamento]) -> Linha:
    quantos = "mais 1 lançamento" if len(faltam) == 1 else f"mais {len(faltam)} lançamentos"
    return Linha(f"Continua na página 2: {quantos}", em_reais(sum((falta.valor for falta in faltam), ZERO)))
