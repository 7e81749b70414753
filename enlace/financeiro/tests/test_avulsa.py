"""A bill of its own, now."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from enlace.financeiro.avulsa import lancar_e_emitir
from enlace.financeiro.emissao import FormaInativa
from enlace.financeiro.lancamento import Lancamento, LancamentoRepetido, creditar, lancar
from enlace.financeiro.models import Cobranca, Fatura
from enlace.financeiro.renegociacao import VencimentoPassado
from enlace.financeiro.tests.fabrica import AGORA, ANA, HOJE, no_balcao, um_cliente, uma_forma

pytestmark = pytest.mark.django_db


def taxa(**campos: object) -> Lancamento:
    padrao = Lancamento(cliente=um_cliente(), descricao="Taxa de instalação", valor=Decimal("100.00"), a_partir=HOJE)
    return replace(padrao, **campos)  # type: ignore[arg-type]


def test_cada_parcela_ganha_a_sua_fatura_com_o_centavo_que_sobra_na_ultima() -> None:
    faturas = lancar_e_emitir(taxa(parcelas=3, a_partir=date(2027, 1, 31)), forma=uma_forma(), autor=ANA, agora=AGORA)

    assert [(f.data_vencimento, f.valor) for f in faturas] == [
        (date(2027, 1, 31), Decimal("33.33")),
        (date(2027, 2, 28), Decimal("33.33")),
        (date(2027, 3, 31), Decimal("33.34")),
    ]
    assert faturas[0].cobrancas.get().descricao == "(+) Taxa de instalação (1/3) | R$ 33.33"
    assert not Cobranca.objects.filter(fatura__isnull=True).exists()


def test_o_que_espera_outra_fatura_nao_vai_junto() -> None:
    lancamento = taxa()
    creditar(lancamento.cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)

    (fatura,) = lancar_e_emitir(lancamento, forma=no_balcao(), autor=ANA, agora=AGORA)

    assert fatura.valor == Decimal("100.00")


def test_recusada_nada_fica_lancado() -> None:
    forma = no_balcao()
    forma.ativo = False

    with pytest.raises(FormaInativa):
        lancar_e_emitir(taxa(), forma=forma, autor=ANA, agora=AGORA)
    with pytest.raises(VencimentoPassado):
        lancar_e_emitir(taxa(a_partir=HOJE - timedelta(days=1)), forma=uma_forma(), autor=ANA, agora=AGORA)

    assert (Cobranca.objects.count(), Fatura.objects.count()) == (0, 0)


def test_o_mesmo_pedido_duas_vezes_lanca_uma() -> None:
    lancamento = taxa(parcelas=2, pedido=uuid4())
    pedido = uuid4()
    lancar(lancamento, autor=ANA, agora=AGORA)
    creditar(lancamento.cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA, pedido=pedido)

    with pytest.raises(LancamentoRepetido):
        lancar_e_emitir(lancamento, forma=uma_forma(), autor=ANA, agora=AGORA)
    with pytest.raises(LancamentoRepetido):
        creditar(lancamento.cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA, pedido=pedido)

    assert Cobranca.objects.count() == 3
    assert not Fatura.objects.exists()
