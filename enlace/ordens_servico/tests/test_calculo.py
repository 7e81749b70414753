from datetime import datetime, timedelta

import pytest

from enlace.ordens_servico.calculo import livres
from enlace.servicos.tests.fabrica import AGORA

MANHA, NOITE = 8, 18


def as_(hora: float) -> datetime:
    return AGORA.replace(hour=0, minute=0) + timedelta(hours=hora)


@pytest.mark.parametrize(
    ("ocupado", "sobra"),
    [
        ([], [(8, 18)]),
        ([(10, 11)], [(8, 10), (11, 18)]),
        ([(15, 16), (8, 9.5)], [(9.5, 15), (16, 18)]),
        ([(9, 12), (10, 11)], [(8, 9), (12, 18)]),
        ([(7, 9), (17, 20)], [(9, 17)]),
        ([(6, 7)], [(8, 18)]),
        ([(19, 20)], [(8, 18)]),
        ([(7, 19)], []),
        ([(8, 18)], []),
    ],
)
def test_sobra_do_dia_o_que_ninguem_marcou(ocupado: list[tuple[float, float]], sobra: list[tuple[float, float]]) -> None:
    marcado = [(as_(inicio), as_(fim)) for inicio, fim in ocupado]

    assert livres(marcado, de=as_(MANHA), ate=as_(NOITE)) == [(as_(inicio), as_(fim)) for inicio, fim in sobra]
