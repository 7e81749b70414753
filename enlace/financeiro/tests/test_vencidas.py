from datetime import date, timedelta

import pytest

from enlace.financeiro.prazos import vencida, vencidas_ate

SEXTA, SABADO, SEGUNDA, TERCA = (date(2026, 11, dia) for dia in (13, 14, 16, 17))


@pytest.mark.parametrize(
    ("hoje", "esperado"),
    [
        (SABADO, SEXTA),
        # What is due on the weekend may be paid on Monday.
        (SEGUNDA, SEXTA),
        (TERCA, SEGUNDA),
    ],
)
def test_o_fim_de_semana_protege_o_que_vence_nele(hoje: date, esperado: date) -> None:
    assert vencidas_ate(hoje) == esperado


def test_feriado_do_lugar_protege_tambem() -> None:
    assert vencidas_ate(TERCA, [SEGUNDA]) == SEXTA


def test_diz_o_mesmo_que_a_pergunta_sobre_um_vencimento() -> None:
    for numero in range(400):
        hoje = SEXTA + timedelta(days=numero)
        ate = vencidas_ate(hoje)
        assert [vencida(ate + timedelta(days=n), hoje) for n in range(-10, 10)] == [n <= 0 for n in range(-10, 10)]
