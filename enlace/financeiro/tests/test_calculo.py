import random
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pytest

from enlace.core.dinheiro import ValorRecusado, arredondar
from enlace.core.errors import RuleRefused
from enlace.financeiro.calculo import (
    Desconto,
    DescontoRecusado,
    Encargos,
    JurosRecusados,
    MultaRecusada,
    ParcelamentoRecusado,
    PeriodoInvertido,
    TipoDeDesconto,
    ValorNegativo,
    desconto,
    multa_e_juros,
    parcelar,
    pro_rata,
)

PRECO = Decimal("49.90")
DOIS, UM = Decimal(2), Decimal(1)
CASOS = 500


def encargos(vencimento: date, hoje: date, *, valor: Decimal = Decimal("10.00")) -> Encargos:
    return multa_e_juros(valor, vencimento=vencimento, hoje=hoje, multa_percentual=DOIS, juros_ao_mes=UM)


@pytest.fixture
def sorte() -> random.Random:
    return random.Random(20171010)  # noqa: S311 - cases of a test, the same every time


def um_valor(sorte: random.Random, *, desde: int = 0) -> Decimal:
    return Decimal(sorte.randint(desde, 10 ** sorte.randint(3, 9))) / 100


def um_dia(sorte: random.Random) -> date:
    return date(2016, 1, 1) + timedelta(days=sorte.randrange(12 * 365))


def test_treze_dias_custam_o_que_a_fatura_documentada_mostra() -> None:
    assert pro_rata(PRECO, date(2017, 9, 26), date(2017, 10, 9)) == Decimal("21.62")


@pytest.mark.parametrize(
    ("inicio", "fim", "trigesimos"),
    [
        ("2018-02-28", "2018-03-01", 1),
        ("2018-01-30", "2018-01-31", 1),
        ("2018-01-01", "2018-01-31", 30),
        ("2018-01-01", "2018-02-01", 30),
        ("2018-02-01", "2018-02-28", 27),
        ("2018-02-01", "2018-03-01", 30),
        ("2020-02-01", "2020-02-29", 28),
        ("2018-01-31", "2018-02-28", 30),
        ("2018-01-31", "2018-03-01", 31),
        ("2018-01-31", "2018-03-31", 60),
        ("2018-12-20", "2019-01-05", 16),
        ("2018-03-10", "2018-05-15", 65),
        ("2018-03-10", "2018-03-10", 0),
    ],
)
def test_mes_inteiro_vale_trinta_dias_e_o_resto_os_do_calendario(inicio: str, fim: str, trigesimos: int) -> None:
    assert pro_rata(Decimal("30.00"), date.fromisoformat(inicio), date.fromisoformat(fim)) == trigesimos


def test_mes_inteiro_custa_a_mensalidade_comece_quando_comecar(sorte: random.Random) -> None:
    for _ in range(CASOS):
        valor, inicio = um_valor(sorte), um_dia(sorte)
        ano, mes = divmod(inicio.year * 12 + inicio.month, 12)
        fim = date(ano, mes + 1, min(inicio.day, monthrange(ano, mes + 1)[1]))

        assert pro_rata(valor, inicio, fim) == valor


def test_um_dia_a_mais_nunca_custa_menos_nem_parte_do_mes_mais_que_o_mes(sorte: random.Random) -> None:
    for _ in range(CASOS // 10):
        valor, inicio = um_valor(sorte), um_dia(sorte)
        precos = [pro_rata(valor, inicio, inicio + timedelta(days=dias)) for dias in range(100)]

        assert precos == sorted(precos)
        assert all(preco <= valor for preco in precos[:28])
        assert precos[0] == 0


def test_periodo_que_termina_antes_de_comecar_e_recusado() -> None:
    with pytest.raises(PeriodoInvertido):
        pro_rata(PRECO, date(2017, 10, 9), date(2017, 10, 8))


def test_resto_da_divisao_fica_na_ultima_parcela() -> None:
    assert parcelar(Decimal("100.00"), 3) == (Decimal("33.33"), Decimal("33.33"), Decimal("33.34"))
    assert parcelar(Decimal("0.05"), 3) == (Decimal("0.01"), Decimal("0.01"), Decimal("0.03"))
    assert parcelar(Decimal("0.03"), 3) == (Decimal("0.01"),) * 3
    assert parcelar(PRECO, 1) == (PRECO,)


def test_parcelas_somam_o_valor_e_so_a_ultima_difere(sorte: random.Random) -> None:
    for _ in range(CASOS):
        parcelas = sorte.randint(1, 60)
        valor = um_valor(sorte, desde=parcelas)

        partes = parcelar(valor, parcelas)

        assert sum(partes) == valor
        assert len(partes) == parcelas
        assert len({*partes[:-1]}) <= 1
        assert 0 <= partes[-1] - partes[0] < parcelas * Decimal("0.01")
        assert all(parte == arredondar(parte) > 0 for parte in partes)


@pytest.mark.parametrize(("valor", "parcelas"), [("100.00", 0), ("100.00", -1), ("0.02", 3), ("0.00", 1), ("-10.00", 2)])
def test_parcelamento_impossivel_e_recusado(valor: str, parcelas: int) -> None:
    with pytest.raises(ParcelamentoRecusado):
        parcelar(Decimal(valor), parcelas)


def test_boleto_documentado_com_636_dias_de_atraso_custa_doze_e_trinta_e_dois() -> None:
    resultado = encargos(date(2018, 7, 10), date(2020, 4, 6))

    assert resultado == Encargos(principal=Decimal("10.00"), dias=636, multa=Decimal("0.20"), juros=Decimal("2.12"))
    assert resultado.total == Decimal("12.32")


def test_juros_de_um_dia_nunca_sao_arredondados_antes_de_multiplicar() -> None:
    # A day of 10.00 is 0.00333…: rounded first, any delay would be free; 159.90 would lose 0.10 a month.
    assert encargos(date(2018, 7, 10), date(2018, 8, 9)).juros == Decimal("0.10")
    assert encargos(date(2018, 7, 10), date(2018, 8, 9), valor=Decimal("159.90")).juros == Decimal("1.60")


def test_multa_e_juros_sao_arredondados_cada_um() -> None:
    # 12.25: fine 0.245, interest of sixty days 0.245; together 0.49, apart 0.25 + 0.25.
    resultado = encargos(date(2018, 7, 10), date(2018, 9, 8), valor=Decimal("12.25"))

    assert (resultado.multa, resultado.juros, resultado.total) == (Decimal("0.25"), Decimal("0.25"), Decimal("12.75"))


def test_no_dia_do_vencimento_nada_se_acrescenta_e_no_seguinte_a_multa_e_inteira() -> None:
    vencimento = date(2018, 7, 10)

    assert encargos(vencimento, vencimento - timedelta(days=3)).total == Decimal("10.00")
    assert encargos(vencimento, vencimento) == Encargos(
        principal=Decimal("10.00"), dias=0, multa=Decimal("0.00"), juros=Decimal("0.00")
    )
    assert encargos(vencimento, vencimento + timedelta(days=1)).multa == Decimal("0.20")
    assert encargos(vencimento, vencimento + timedelta(days=1)).dias == 1


def test_vencido_no_sabado_e_pago_na_segunda_nao_custa_mais() -> None:
    sabado, segunda = date(2026, 11, 28), date(2026, 11, 30)

    assert encargos(sabado, segunda).total == Decimal("10.00")


def test_vencido_no_sabado_e_pago_na_terca_conta_desde_o_sabado() -> None:
    sabado, terca = date(2026, 11, 28), date(2026, 12, 1)

    resultado = encargos(sabado, terca, valor=Decimal("1000.00"))

    assert (resultado.dias, resultado.multa, resultado.juros) == (3, Decimal("20.00"), Decimal("1.00"))


def test_feriado_da_cidade_tambem_adia_os_encargos() -> None:
    vencimento, feriado = date(2026, 6, 1), {date(2026, 6, 1)}

    resultado = multa_e_juros(
        PRECO, vencimento=vencimento, hoje=date(2026, 6, 2), multa_percentual=DOIS, juros_ao_mes=UM, feriados_locais=feriado
    )

    assert resultado.total == PRECO


@pytest.mark.parametrize("multa", ["2.01", "10", "-0.01", "NaN", "Infinity"])
def test_multa_acima_de_dois_por_cento_e_recusada_mesmo_em_dia(multa: str) -> None:
    dia = date(2018, 7, 10)

    with pytest.raises(MultaRecusada, match="Defesa do Consumidor"):
        multa_e_juros(PRECO, vencimento=dia, hoje=dia, multa_percentual=Decimal(multa), juros_ao_mes=UM)


@pytest.mark.parametrize("juros", ["1.01", "12", "-0.01", "NaN"])
def test_juros_acima_de_um_por_cento_ao_mes_sao_recusados(juros: str) -> None:
    dia = date(2018, 7, 10)

    with pytest.raises(JurosRecusados, match="1 % ao mês"):
        multa_e_juros(PRECO, vencimento=dia, hoje=dia, multa_percentual=DOIS, juros_ao_mes=Decimal(juros))


def test_provedor_pode_cobrar_menos_ou_nada() -> None:
    resultado = multa_e_juros(
        PRECO, vencimento=date(2018, 7, 10), hoje=date(2018, 8, 9), multa_percentual=Decimal(0), juros_ao_mes=Decimal("0.5")
    )

    assert (resultado.multa, resultado.juros) == (Decimal("0.00"), Decimal("0.25"))


def test_encargos_crescem_com_os_dias_e_nunca_passam_das_taxas(sorte: random.Random) -> None:
    vencimento = date(2018, 7, 10)
    for _ in range(CASOS):
        valor, dias = um_valor(sorte), sorte.randint(1, 3000)

        um, outro = (encargos(vencimento, vencimento + timedelta(days=d), valor=valor) for d in (dias, dias + 1))

        assert um.multa == outro.multa
        assert um.juros <= outro.juros
        assert abs(um.juros - valor * dias / 3000) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("tipo", "quanto", "abatido"),
    [
        (TipoDeDesconto.FIXO, "5.00", "5.00"),
        (TipoDeDesconto.FIXO, "80", "49.90"),
        (TipoDeDesconto.PERCENTUAL, "10", "4.99"),
        (TipoDeDesconto.PERCENTUAL, "12.5", "6.24"),
        (TipoDeDesconto.PERCENTUAL, "100", "49.90"),
        (TipoDeDesconto.FIXO, "0", "0.00"),
    ],
)
def test_desconto_vale_ate_o_seu_dia_e_nunca_passa_da_fatura(tipo: TipoDeDesconto, quanto: str, abatido: str) -> None:
    sabado = date(2026, 11, 28)
    regra = Desconto(tipo=tipo, quanto=Decimal(quanto), ate=sabado)

    assert desconto(PRECO, regra, hoje=sabado) == Decimal(abatido)
    assert desconto(PRECO, regra, hoje=sabado + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("tipo", "quanto", "recusa"),
    [
        (TipoDeDesconto.FIXO, "-0.01", DescontoRecusado),
        (TipoDeDesconto.FIXO, "1.005", ValorRecusado),
        (TipoDeDesconto.PERCENTUAL, "100.01", DescontoRecusado),
        (TipoDeDesconto.PERCENTUAL, "-1", DescontoRecusado),
        (TipoDeDesconto.PERCENTUAL, "NaN", DescontoRecusado),
    ],
)
def test_desconto_impossivel_e_recusado_mesmo_depois_do_seu_dia(
    tipo: TipoDeDesconto, quanto: str, recusa: type[RuleRefused]
) -> None:
    with pytest.raises(recusa):
        desconto(PRECO, Desconto(tipo=tipo, quanto=Decimal(quanto), ate=date(2018, 1, 1)), hoje=date(2018, 1, 2))


@pytest.mark.parametrize(("valor", "recusa"), [("-0.01", ValorNegativo), ("1.999", ValorRecusado), ("NaN", ValorRecusado)])
def test_valor_que_nao_se_cobra_e_recusado_em_toda_conta(valor: str, recusa: type[RuleRefused]) -> None:
    dia, regra = date(2018, 7, 10), Desconto(tipo=TipoDeDesconto.FIXO, quanto=UM, ate=date(2018, 7, 10))

    with pytest.raises(recusa):
        pro_rata(Decimal(valor), dia, dia)
    with pytest.raises(recusa):
        encargos(dia, dia, valor=Decimal(valor))
    with pytest.raises(recusa):
        desconto(Decimal(valor), regra, hoje=dia)
