from datetime import date, timedelta

import pytest

from enlace.financeiro.boleto.fator import DIAS_ANTES, DIAS_DEPOIS, fator_do_vencimento, vencimento_do_fator
from enlace.financeiro.boleto.recusas import FatorRecusado, VencimentoIndefinido, VencimentoRecusado

HOJE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("vencimento", "fator"),
    [
        (date(2000, 7, 3), 1000),
        (date(2017, 11, 9), 7338),
        (date(2025, 2, 21), 9999),
        (date(2025, 2, 22), 1000),
        (date(2026, 11, 20), 1636),
        (date(2049, 10, 13), 9999),
        (date(2049, 10, 14), 1000),
        (None, 0),
    ],
)
def test_fator_dos_dias_conhecidos(vencimento: date | None, fator: int) -> None:
    assert fator_do_vencimento(vencimento) == fator


def test_vencimento_antes_do_primeiro_fator_e_recusado() -> None:
    with pytest.raises(VencimentoRecusado, match="03/07/2000"):
        fator_do_vencimento(date(2000, 7, 2))


@pytest.mark.parametrize("distancia", [-DIAS_ANTES, -1, 0, 1, 30, DIAS_DEPOIS])
def test_todo_vencimento_ate_2060_volta_do_seu_fator(distancia: int) -> None:
    dias = (date(2060, 12, 31) - date(2000, 7, 3)).days
    vencimentos = [date(2000, 7, 3) + timedelta(days=n) for n in range(dias + 1)]

    trocados = [v for v in vencimentos if vencimento_do_fator(fator_do_vencimento(v), hoje=v - timedelta(days=distancia)) != v]

    assert trocados == []


def test_zero_e_sem_vencimento() -> None:
    assert vencimento_do_fator(0, hoje=HOJE) is None


@pytest.mark.parametrize("fator", [1, 999, 10000, -1])
def test_fator_que_nunca_existiu_e_recusado(fator: int) -> None:
    with pytest.raises(FatorRecusado):
        vencimento_do_fator(fator, hoje=HOJE)


@pytest.mark.parametrize(("distancia", "cabe"), [(-3001, False), (-3000, True), (5500, True), (5501, False)])
def test_so_vale_o_dia_proximo_da_leitura(distancia: int, cabe: bool) -> None:  # noqa: FBT001 - a parameter of the test
    vencimento = HOJE + timedelta(days=distancia)
    fator = fator_do_vencimento(vencimento)

    if cabe:
        assert vencimento_do_fator(fator, hoje=HOJE) == vencimento
    else:
        with pytest.raises(VencimentoIndefinido, match=f"{fator:04d}"):
            vencimento_do_fator(fator, hoje=HOJE)


def test_fator_do_recomeco_e_lido_conforme_o_dia_da_leitura() -> None:
    # Factor 1000, on paper of the year 2000 and on paper of 2025.
    assert vencimento_do_fator(1000, hoje=date(2001, 1, 1)) == date(2000, 7, 3)
    assert vencimento_do_fator(1000, hoje=date(2025, 1, 1)) == date(2025, 2, 22)


def test_nao_ha_volta_antes_da_primeira() -> None:
    # 9999 would be 02/07/2000, one day before factors began.
    with pytest.raises(VencimentoIndefinido):
        vencimento_do_fator(9999, hoje=date(2001, 1, 1))


def test_nenhum_fator_fica_sem_resposta_e_sem_recusa_ao_redor_do_recomeco() -> None:
    lidos = []
    for fator in range(1000, 10000):
        try:
            lidos.append(vencimento_do_fator(fator, hoje=HOJE))
        except VencimentoIndefinido:
            continue

    assert len(lidos) == DIAS_ANTES + DIAS_DEPOIS + 1
    assert len(set(lidos)) == len(lidos)
