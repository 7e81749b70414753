from datetime import date
from decimal import Decimal

import pytest

from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.models import Fatura
from enlace.financeiro.tests.fabrica import cancelar, no_balcao, pagar, uma_fatura
from enlace.financeiro.titulo import ValorNoDia, titulo, valor_no_dia

pytestmark = pytest.mark.django_db

# A Saturday; the next business day is Monday, 7 December.
SABADO = date(2026, 12, 5)
SEGUNDA = date(2026, 12, 7)
ATE_O_DIA_1 = Desconto(TipoDeDesconto.FIXO, Decimal(8), date(2026, 12, 1))


def no_dia(principal: str, vencimento: date, *, desconto: str = "0", multa: str = "0", juros: str = "0") -> ValorNoDia:
    return ValorNoDia(
        principal=Decimal(principal),
        desconto=Decimal(desconto),
        multa=Decimal(multa),
        juros=Decimal(juros),
        vencimento=vencimento,
    )


def test_o_desconto_vale_ate_o_seu_dia_inclusive() -> None:
    fatura = uma_fatura(vencimento=SABADO, desconto=ATE_O_DIA_1)

    assert valor_no_dia(fatura, date(2026, 12, 1)) == no_dia("100.00", SABADO, desconto="8.00")
    assert valor_no_dia(fatura, date(2026, 12, 2)) == no_dia("100.00", SABADO)
    assert valor_no_dia(fatura, date(2026, 12, 1)).total == 92


def test_no_proximo_dia_util_nada_se_acrescenta_e_depois_contam_todos_os_dias() -> None:
    fatura = uma_fatura(vencimento=SABADO)

    assert valor_no_dia(fatura, SEGUNDA) == no_dia("100.00", SABADO)
    assert valor_no_dia(fatura, date(2026, 12, 8)) == no_dia("100.00", date(2026, 12, 8), multa="2.00", juros="0.10")


def test_um_feriado_local_adia_mais_um_dia() -> None:
    fatura = uma_fatura(vencimento=SABADO)

    assert valor_no_dia(fatura, date(2026, 12, 8), [SEGUNDA]).total == 100


def test_vencida_a_fatura_nao_sobra_desconto_que_alguem_estendeu() -> None:
    fatura = uma_fatura(vencimento=SABADO, desconto=ATE_O_DIA_1)
    fatura.desconto_ate = date(2026, 12, 31)

    assert valor_no_dia(fatura, date(2026, 12, 8)).desconto == 0


def test_paga_ou_cancelada_a_fatura_guarda_seu_valor_e_seu_vencimento() -> None:
    paga, cancelada = uma_fatura(vencimento=SABADO), uma_fatura(vencimento=SABADO)
    pagar(paga)
    cancelar(cancelada)

    for fatura in Fatura.objects.all():
        assert valor_no_dia(fatura, date(2027, 12, 5)) == no_dia("100.00", SABADO)


def test_o_titulo_vencido_leva_os_encargos_e_a_data_do_dia() -> None:
    fatura = uma_fatura(vencimento=SABADO)

    vencido = titulo(fatura, valor_no_dia(fatura, date(2026, 12, 15)))

    assert (vencido.valor, vencido.vencimento) == (Decimal("102.33"), date(2026, 12, 15))
    assert (vencido.identificacao.banco, vencido.identificacao.nosso_numero) == ("756", "272100")


def test_o_desconto_nao_sai_do_valor_do_titulo_porque_o_banco_o_conhece() -> None:
    fatura = uma_fatura(vencimento=SABADO, desconto=ATE_O_DIA_1)

    assert titulo(fatura, valor_no_dia(fatura, date(2026, 12, 1))).valor == 100


def test_sem_conta_nao_ha_titulo() -> None:
    fatura = uma_fatura(forma=no_balcao())

    with pytest.raises(LookupError):
        titulo(fatura, valor_no_dia(fatura, fatura.data_vencimento))
