"""Which days of a service a bill pays for."""

import itertools
from datetime import date

import pytest

from enlace.financeiro.periodos import Calendario, Historia, Periodo, a_cobrar, dias_de_vencimento, por_devolver, suspensos

DIA_10 = Calendario(dia_vencimento=10, antecipada=False, dias_ao_vencimento=1)
VENCIMENTO = date(2026, 12, 10)
MES = Periodo(date(2026, 11, 9), date(2026, 12, 9))


def historia(
    inicio: date = date(2020, 1, 1), *, fim: date | None = None, ate: date | None = None, combinado: bool = False
) -> Historia:
    return Historia(inicio=inicio, inicio_combinado=combinado, fim=fim, cobrado_ate=ate)


def test_a_fatura_documentada_de_10_10_2017_vai_ate_09_10_2017() -> None:
    periodo = a_cobrar(DIA_10, date(2017, 10, 10), historia(date(2017, 9, 26)))

    assert periodo == Periodo(date(2017, 9, 26), date(2017, 10, 9))
    assert periodo.dias == 13


def test_um_mes_inteiro_termina_um_dia_antes_do_vencimento() -> None:
    assert a_cobrar(DIA_10, VENCIMENTO, historia(ate=date(2026, 11, 9))) == MES


def test_cobranca_antecipada_paga_o_mes_que_comeca_no_vencimento() -> None:
    calendario = Calendario(dia_vencimento=31, antecipada=True, dias_ao_vencimento=1)

    assert calendario.periodo(date(2027, 2, 28)) == Periodo(date(2027, 2, 28), date(2027, 3, 31))


def test_meses_curtos_nao_perdem_nem_repetem_dias() -> None:
    calendario = Calendario(dia_vencimento=31, antecipada=False, dias_ao_vencimento=1)
    vencimentos = [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)]

    periodos = [calendario.periodo(vencimento) for vencimento in vencimentos]

    assert all(antes.fim == depois.inicio for antes, depois in itertools.pairwise(periodos))


@pytest.mark.parametrize(
    ("vencimento", "dias"),
    [
        (date(2026, 12, 10), [10]),
        (date(2026, 12, 30), [30]),
        (date(2026, 12, 31), [31]),
        (date(2026, 11, 30), [30, 31]),
        (date(2027, 2, 28), [28, 29, 30, 31]),
        (date(2028, 2, 28), [28]),
        (date(2028, 2, 29), [29, 30, 31]),
    ],
)
def test_o_ultimo_dia_do_mes_vale_pelos_que_ele_nao_tem(vencimento: date, dias: list[int]) -> None:
    assert dias_de_vencimento(vencimento) == dias


@pytest.mark.parametrize(
    ("quando", "cobrado"),
    [
        # Began within the month, or after the run of the month before it: from its beginning.
        (historia(date(2026, 11, 20)), Periodo(date(2026, 11, 20), MES.fim)),
        (historia(date(2026, 10, 30)), Periodo(date(2026, 10, 30), MES.fim)),
        # Long ago and never billed: brought from another system, which billed it.
        (historia(date(2020, 1, 1)), MES),
        # Unless the provider wrote down from when.
        (historia(date(2026, 8, 15), combinado=True), Periodo(date(2026, 8, 15), MES.fim)),
        # The due day was changed: what lies between is charged, what was charged is not.
        (historia(ate=date(2026, 10, 19)), Periodo(date(2026, 10, 19), MES.fim)),
        (historia(ate=date(2026, 11, 19)), Periodo(date(2026, 11, 19), MES.fim)),
        # Billed last half a year ago: nobody knows why, so only its own month.
        (historia(ate=date(2026, 5, 9)), MES),
        # Stood still for more than a month, as its customer asked, and then ended: it was not used.
        (historia(ate=date(2026, 10, 9), fim=date(2026, 11, 15)), Periodo(MES.inicio, MES.inicio)),
        # Ended in the middle, or before.
        (historia(ate=MES.inicio, fim=date(2026, 11, 15)), Periodo(MES.inicio, date(2026, 11, 15))),
    ],
)
def test_os_dias_cobrados(quando: Historia, cobrado: Periodo) -> None:
    assert a_cobrar(DIA_10, VENCIMENTO, quando) == cobrado


def test_quem_comeca_entre_a_emissao_antecipada_e_o_vencimento_paga_desde_o_comeco() -> None:
    antecipada = Calendario(dia_vencimento=10, antecipada=True, dias_ao_vencimento=1)

    # The bill due on 10/12 was issued on 30/11, without this service.
    periodo = a_cobrar(antecipada, date(2027, 1, 10), historia(date(2026, 12, 5)))

    assert periodo == Periodo(date(2026, 12, 5), date(2027, 2, 10))


@pytest.mark.parametrize(
    "quando", [historia(ate=MES.fim), historia(ate=date(2027, 1, 9)), historia(fim=MES.inicio), historia(date(2026, 12, 20))]
)
def test_nada_a_cobrar_e_um_periodo_vazio(quando: Historia) -> None:
    assert a_cobrar(DIA_10, VENCIMENTO, quando).dias == 0


def test_so_conta_a_parte_da_suspensao_que_cai_no_periodo() -> None:
    suspensoes = [
        Periodo(date(2026, 10, 1), date(2026, 11, 12)),
        Periodo(date(2026, 11, 20), date(2026, 11, 20)),
        Periodo(date(2026, 12, 1), date.max),
    ]

    partes = suspensos(MES, suspensoes)

    assert partes == [Periodo(date(2026, 11, 9), date(2026, 11, 12)), Periodo(date(2026, 12, 1), date(2026, 12, 9))]


def test_so_volta_o_que_foi_cobrado_e_ainda_nao_voltou() -> None:
    suspensoes = [Periodo(date(2026, 11, 20), date(2026, 12, 5)), Periodo(date(2026, 12, 20), date.max)]
    cobrados = [Periodo(date(2026, 10, 9), date(2026, 11, 9)), MES, Periodo(MES.fim, date(2027, 1, 9))]
    descontados = [Periodo(date(2026, 11, 25), date(2026, 11, 28)), Periodo(date(2026, 12, 30), date(2027, 1, 9))]

    assert por_devolver(suspensoes, cobrados, descontados) == [
        Periodo(date(2026, 11, 20), date(2026, 11, 25)),
        Periodo(date(2026, 11, 28), date(2026, 12, 5)),
        Periodo(date(2026, 12, 20), date(2026, 12, 30)),
    ]
