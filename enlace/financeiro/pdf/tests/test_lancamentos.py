from dataclasses import replace
from decimal import Decimal

import pytest

from enlace.financeiro.pdf.documento import Lancamento
from enlace.financeiro.pdf.lancamentos import Espaco, Linha, repartir, totais
from enlace.financeiro.pdf.tests.documentos import ATRASADA, EM_DIA

PRIMEIRA, DEMAIS = Espaco(largura=130, linhas=10), Espaco(largura=186, linhas=50)


def _lancamentos(quantos: int, *, descricao: str = "item") -> list[Lancamento]:
    return [Lancamento(f"{descricao} {numero}", Decimal(numero)) for numero in range(1, quantos + 1)]


@pytest.mark.parametrize(("quantos", "paginas"), [(0, [0]), (1, [1]), (10, [10]), (11, [10, 2]), (59, [10, 50]), (60, [10, 50, 1])])
def test_cada_pagina_leva_o_que_cabe(quantos: int, paginas: list[int]) -> None:
    assert [len(linhas) for linhas in repartir(_lancamentos(quantos), primeira=PRIMEIRA, demais=DEMAIS)] == paginas


def test_primeira_pagina_diz_o_que_falta_e_quanto_soma() -> None:
    primeira, segunda = repartir(_lancamentos(12), primeira=PRIMEIRA, demais=DEMAIS)

    assert primeira[-1] == Linha("Continua na página 2: mais 3 lançamentos", "R$ 33,00")  # 10 + 11 + 12
    assert [linha.descricao for linha in segunda] == ["item 10", "item 11", "item 12"]


def test_um_lancamento_que_falta_esta_no_singular() -> None:
    longo = Lancamento("palavra " * 60, Decimal("5.00"))

    primeira, _ = repartir([*_lancamentos(9), longo], primeira=PRIMEIRA, demais=DEMAIS)

    assert primeira[-1] == Linha("Continua na página 2: mais 1 lançamento", "R$ 5,00")


def test_lancamento_de_varias_linhas_nao_se_parte_entre_paginas() -> None:
    paginas = repartir(_lancamentos(30, descricao="palavra " * 40), primeira=PRIMEIRA, demais=DEMAIS)

    assert all(pagina[0].valor for pagina in paginas)
    assert sum(bool(linha.valor) for pagina in paginas for linha in pagina) == 30 + 1  # and the one that says what is missing


@pytest.mark.parametrize("linhas", [0, 1, 2])
def test_lancamento_maior_que_a_primeira_pagina_vai_para_a_segunda(linhas: int) -> None:
    longo = Lancamento("palavra " * 60, Decimal("5.00"))

    paginas = repartir([longo], primeira=Espaco(130, linhas), demais=DEMAIS)

    assert len(paginas) == 2
    assert paginas[1][0].descricao.startswith("palavra")


def test_descricao_sem_fim_termina_em_reticencias() -> None:
    ((*_, ultima),) = repartir([Lancamento("x" * 501, Decimal(1))], primeira=PRIMEIRA, demais=DEMAIS)

    assert ultima.descricao.endswith("x…")


def test_totais_mostram_so_o_que_houve() -> None:
    assert totais(EM_DIA) == [Linha("Total a pagar", "R$ 10,00", forte=True)]
    assert [linha.descricao for linha in totais(ATRASADA)] == ["Multa por atraso", "Juros por atraso", "Total a pagar"]
    assert totais(replace(EM_DIA, desconto=Decimal("1.5")))[0] == Linha("Desconto", "-R$ 1,50")
    assert totais(replace(EM_DIA, estado="CANCELADA"))[-1].descricao == "Total"
