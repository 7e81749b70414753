from datetime import date, timedelta

import pytest

from enlace.financeiro.calendario import e_dia_util, feriados_bancarios, pascoa, sem_expediente_de_fim_de_ano, vencimento_util

# The movable ones as Anbima and Febraban list them: Monday and Tuesday of carnival, Good Friday, Corpus Christi.
MOVEIS = {
    2024: ["2024-02-12", "2024-02-13", "2024-03-29", "2024-05-30"],
    2025: ["2025-03-03", "2025-03-04", "2025-04-18", "2025-06-19"],
    2026: ["2026-02-16", "2026-02-17", "2026-04-03", "2026-06-04"],
    2027: ["2027-02-08", "2027-02-09", "2027-03-26", "2027-05-27"],
}
FIXOS = ["01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20", "12-25"]


@pytest.mark.parametrize("ano", MOVEIS)
def test_feriados_bancarios_sao_os_das_listas_publicadas(ano: int) -> None:
    esperados = {date.fromisoformat(dia) for dia in [*MOVEIS[ano], *(f"{ano}-{dia}" for dia in FIXOS)]}

    assert feriados_bancarios(ano) == esperados


def test_consciencia_negra_e_feriado_nacional_desde_2024() -> None:
    assert date(2023, 11, 20) not in feriados_bancarios(2023)
    assert date(2024, 11, 20) in feriados_bancarios(2024)


# The earliest and latest possible, the two exceptions of the century rule (1954, 1981, 2049, 2076), and the present.
@pytest.mark.parametrize(
    "domingo",
    [
        "1818-03-22", "2285-03-22", "1943-04-25", "2038-04-25", "1954-04-18", "1981-04-19", "2049-04-18", "2076-04-19",
        "2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
    ],
)  # fmt: skip
def test_pascoa_cai_nos_domingos_conhecidos(domingo: str) -> None:
    conhecido = date.fromisoformat(domingo)

    assert pascoa(conhecido.year) == conhecido


def test_pascoa_e_sempre_domingo_de_22_de_marco_a_25_de_abril() -> None:
    for ano in range(1900, 2300):
        dia = pascoa(ano)

        assert dia.isoweekday() == 7
        assert date(ano, 3, 22) <= dia <= date(ano, 4, 25)


# 2017, 2023, 2024 and 2025 as the newspapers announced; the 31st is a Sunday in 2017 and 2023, a Saturday in 2022.
@pytest.mark.parametrize("dia", ["2017-12-29", "2022-12-30", "2023-12-29", "2024-12-31", "2025-12-31"])
def test_bancos_fecham_ao_publico_no_ultimo_dia_de_semana_do_ano(dia: str) -> None:
    fechado = date.fromisoformat(dia)

    assert sem_expediente_de_fim_de_ano(fechado.year) == fechado
    assert not e_dia_util(fechado)
    assert fechado not in feriados_bancarios(fechado.year)


@pytest.mark.parametrize(
    ("vencimento", "ultimo_dia"),
    [
        ("2017-11-09", "2017-11-09"),  # a Thursday
        ("2026-11-14", "2026-11-16"),  # Saturday, and the 15th is a Sunday
        ("2026-11-20", "2026-11-23"),  # a holiday on a Friday
        ("2026-02-14", "2026-02-18"),  # the Saturday of carnival: Ash Wednesday
        ("2025-04-18", "2025-04-22"),  # Good Friday before Tiradentes on a Monday
        ("2024-12-31", "2025-01-02"),  # over the end of the year
        ("2023-12-29", "2024-01-02"),
    ],
)
def test_vencimento_sem_banco_passa_ao_proximo_dia_util(vencimento: str, ultimo_dia: str) -> None:
    assert vencimento_util(date.fromisoformat(vencimento)) == date.fromisoformat(ultimo_dia)


def test_feriado_da_cidade_conta_junto_com_os_nacionais() -> None:
    aniversario_da_cidade = date(2026, 6, 1)

    assert vencimento_util(date(2026, 5, 30), {aniversario_da_cidade}) == date(2026, 6, 2)
    assert vencimento_util(date(2026, 6, 4), {aniversario_da_cidade}) == date(2026, 6, 5)


def test_vencimento_util_nunca_e_anterior_e_sempre_e_dia_util() -> None:
    for dias in range(3 * 365):
        dia = date(2025, 1, 1) + timedelta(days=dias)
        util = vencimento_util(dia)

        assert util >= dia
        assert e_dia_util(util)
        assert vencimento_util(util) == util
        assert not any(e_dia_util(dia + timedelta(days=antes)) for antes in range((util - dia).days))
