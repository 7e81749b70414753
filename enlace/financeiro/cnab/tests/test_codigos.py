from pathlib import Path

from enlace.financeiro.cnab.sicoob.codigos import LIQUIDACOES, MOVIMENTOS, REJEICOES, significado_do_motivo

MANUAL = Path(__file__).parents[4] / "docs" / "cnab.md"


def test_manual_traz_cada_ocorrencia_com_o_significado_que_o_programa_mostra() -> None:
    linhas = [linha.strip("| ").split(" | ") for linha in MANUAL.read_text().splitlines() if linha[2:4].isdigit()]

    assert dict(linhas) == MOVIMENTOS


def test_pagamentos_e_rejeicoes_estao_entre_as_ocorrencias() -> None:
    assert set(MOVIMENTOS) >= LIQUIDACOES | REJEICOES
    assert not LIQUIDACOES & REJEICOES


def test_motivo_que_ninguem_publicou_nao_significa_nada() -> None:
    assert significado_do_motivo("03", "HA") == ""
    assert significado_do_motivo("77", "01") == ""
