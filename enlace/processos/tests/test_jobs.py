"""What the timetable calls for the monthly run: every due date within reach, and what was stopped."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from enlace.financeiro.models import ContaBancaria, Fatura, Faturamento, FormaCobranca
from enlace.financeiro.numeracao import FaixaEsgotada
from enlace.processos import jobs
from enlace.processos.tests.cobranca import AGORA, HOJE, um_servico_cobrado, uma_forma
from enlace.servicos.tests.fabrica import um_cliente

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def relogio(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 30th of November 2026, ten days before the 10th of December."""
    monkeypatch.setattr(jobs, "hoje", lambda: HOJE)
    monkeypatch.setattr(jobs, "agora", lambda: AGORA)


def vencimentos() -> list[date]:
    return list(Fatura.objects.order_by("data_vencimento").values_list("data_vencimento", flat=True))


def test_fatura_os_vencimentos_ao_alcance_uma_vez() -> None:
    for dia in (29, 30, 31, 10, 11):
        um_servico_cobrado(um_cliente(f"DIA {dia}"), dia=dia)

    jobs.faturar_vencimentos()
    jobs.faturar_vencimentos()

    assert vencimentos() == [date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 10)]
    assert Faturamento.objects.filter(terminado_em__isnull=True).count() == 0


def test_a_faixa_que_acabou_nao_para_os_outros_vencimentos() -> None:
    um_servico_cobrado(um_cliente("SEM NÚMERO"), dia=1, forma=uma_forma(ultimo=0))
    pix = FormaCobranca.objects.create(descricao="Pix", tipo_cobranca="pix")
    um_servico_cobrado(um_cliente("COM PIX"), dia=5, forma=pix)

    with pytest.raises(FaixaEsgotada):
        jobs.faturar_vencimentos()
    antes = vencimentos()
    ContaBancaria.objects.update(nosso_numero_final=10)
    jobs.faturar_vencimentos()

    assert (antes, vencimentos()) == ([date(2026, 12, 5)], [date(2026, 12, 1), date(2026, 12, 5)])


def test_um_segundo_faturamento_que_parou_e_terminado() -> None:
    jobs.faturar_vencimentos()
    parado = Faturamento.objects.create(data_vencimento=HOJE + timedelta(days=1), iniciado_em=AGORA)
    um_servico_cobrado(dia=1, valor="10.00")

    jobs.faturar_vencimentos()

    parado.refresh_from_db()
    assert (parado.faturas, parado.valor, parado.terminado_em) == (1, Decimal("10.00"), AGORA)
