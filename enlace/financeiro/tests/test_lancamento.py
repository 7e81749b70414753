from datetime import date
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.core.dinheiro import ZERO, ValorRecusado
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.calculo import ParcelamentoRecusado, ValorNegativo
from enlace.financeiro.lancamento import (
    CobrancaJaFaturada,
    CreditoDePagamento,
    Lancamento,
    ServicoDeOutro,
    creditar,
    lancar,
    retirar,
)
from enlace.financeiro.models import Cobranca, Fatura
from enlace.financeiro.tests.fabrica import (
    AGORA,
    ANA,
    HOJE,
    pagar,
    um_cliente,
    um_servico,
    uma_fatura,
    uma_forma,
)


def lancado(valor: str = "100.00", *, parcelas: int = 1, a_partir: date = HOJE) -> list[Cobranca]:
    lancamento = Lancamento(
        cliente=um_cliente(), descricao="Taxa de Instalação", valor=Decimal(valor), a_partir=a_partir, parcelas=parcelas
    )
    return lancar(lancamento, autor=ANA, agora=AGORA)


def creditado(valor: str = "10.00", *, descricao: str = "Dia sem sinal") -> Cobranca:
    return creditar(um_cliente(), Decimal(valor), descricao=descricao, a_partir=HOJE, autor=ANA, agora=AGORA)


@pytest.mark.django_db
def test_as_parcelas_vencem_mes_a_mes_e_o_resto_fica_na_ultima() -> None:
    lancado("100.00", parcelas=3, a_partir=date(2026, 12, 31))

    assert list(Cobranca.objects.values_list("tipo", "descricao", "valor", "data_vencimento")) == [
        ("parcela", "(+) Taxa de Instalação (1/3) | R$ 33.33", Decimal("33.33"), date(2026, 12, 31)),
        ("parcela", "(+) Taxa de Instalação (2/3) | R$ 33.33", Decimal("33.33"), date(2027, 1, 31)),
        ("parcela", "(+) Taxa de Instalação (3/3) | R$ 33.34", Decimal("33.34"), date(2027, 2, 28)),
    ]
    assert Registro.objects.filter(acao="lancar", tabela="cobranca").count() == 3


@pytest.mark.django_db
def test_de_uma_vez_so_e_cobranca_avulsa_do_servico() -> None:
    servico = um_servico()
    lancamento = Lancamento(cliente=servico.cliente, descricao="Mudança", valor=Decimal("80.00"), a_partir=HOJE, servico=servico)

    (cobranca,) = lancar(lancamento, autor=ANA, agora=AGORA)

    assert (cobranca.tipo, cobranca.descricao) == ("avulsa", "(+) Mudança | R$ 80.00")
    assert (cobranca.cliente_servico, cobranca.fatura, cobranca.cancelada_em) == (servico, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valor", "parcelas", "recusa"),
    [
        ("-1.00", 1, ValorNegativo),
        ("1.001", 1, ValorRecusado),
        ("NaN", 1, ValorRecusado),
        ("10000000000.00", 1, ValorRecusado),
        ("0.00", 1, ParcelamentoRecusado),
        ("100.00", 0, ParcelamentoRecusado),
        ("0.02", 3, ParcelamentoRecusado),
    ],
)
def test_lancamento_recusado_nao_deixa_nada(valor: str, parcelas: int, recusa: type[RuleRefused]) -> None:
    with pytest.raises(recusa):
        lancado(valor, parcelas=parcelas)

    assert not Cobranca.objects.exists()


@pytest.mark.django_db
def test_uma_descricao_longa_demais_e_recusada_com_uma_frase() -> None:
    with pytest.raises(DadosInvalidos, match=r"^Descrição: "):
        creditado(descricao="X" * 300)

    assert not Cobranca.objects.exists()


@pytest.mark.django_db
def test_nao_se_lanca_o_servico_de_outro() -> None:
    lancamento = Lancamento(cliente=um_cliente("CAIO"), descricao="Mudança", valor=Decimal(80), a_partir=HOJE, servico=um_servico())

    with pytest.raises(ServicoDeOutro, match=r"^O serviço não é deste cliente\.$"):
        lancar(lancamento, autor=ANA, agora=AGORA)


@pytest.mark.django_db
def test_o_credito_e_uma_linha_negativa() -> None:
    credito = creditado("10.00")

    assert (credito.tipo, credito.descricao) == ("credito", "(-) Dia sem sinal | R$ 10.00")
    assert (credito.valor, credito.valor_original, credito.valor_desconto) == (Decimal(-10), Decimal(-10), ZERO)
    assert Registro.objects.get(acao="creditar").chave == str(credito.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(("valor", "recusa"), [("-0.01", ValorNegativo), ("0.001", ValorRecusado)])
def test_credito_recusado(valor: str, recusa: type[RuleRefused]) -> None:
    with pytest.raises(recusa):
        creditado(valor)


@pytest.mark.django_db
def test_retirar_guarda_a_linha_e_o_rastro() -> None:
    credito = creditado()

    retirar(credito.pk, autor=ANA, agora=AGORA)

    credito.refresh_from_db()
    assert credito.cancelada_em == AGORA
    registro = Registro.objects.get(acao="retirar")
    assert registro.antes == {"cancelada_em": None}


@pytest.mark.django_db
def test_nao_se_retira_o_que_ja_foi_retirado_faturado_ou_nunca_existiu() -> None:
    credito, (taxa,) = creditado(), lancado()
    retirar(credito.pk, autor=ANA, agora=AGORA)
    uma_fatura(cliente=taxa.cliente, pendentes=(taxa,))

    for chave in (credito.pk, taxa.pk, 10**9):
        with pytest.raises(CobrancaJaFaturada):
            retirar(chave, autor=ANA, agora=AGORA)


@pytest.mark.django_db
def test_o_credito_de_um_pagamento_so_sai_com_o_pagamento() -> None:
    pagamento = pagar(uma_fatura(), "130.00")
    assert pagamento.credito is not None

    with pytest.raises(CreditoDePagamento, match=r"^O crédito vem de um pagamento: desfaça o pagamento\.$"):
        retirar(pagamento.credito.pk, autor=ANA, agora=AGORA)


@pytest.mark.usefixtures("banco_confirmado")
def test_a_linha_que_uma_fatura_leva_nao_e_retirada_ao_mesmo_tempo() -> None:
    (taxa,), forma = lancado(), uma_forma()

    retirada = ao_mesmo_tempo(
        lambda: uma_fatura(cliente=taxa.cliente, forma=forma, pendentes=(taxa,)),
        lambda: retirar(taxa.pk, autor=ANA, agora=AGORA),
    )

    assert isinstance(retirada.exception(), CobrancaJaFaturada)
    assert Fatura.objects.get().cobrancas.get() == taxa
