from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from enlace.auditoria.models import Registro
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.calculo import Desconto, ParcelamentoRecusado, TipoDeDesconto
from enlace.financeiro.emissao import FormaInativa, PeriodoJaFaturado
from enlace.financeiro.lancamento import creditar
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, FormaCobranca
from enlace.financeiro.renegociacao import FaturasDeClientes, NenhumaFatura, ParcelasDemais, VencimentoPassado, renegociar
from enlace.financeiro.tests.fabrica import (
    AGORA,
    ANA,
    HOJE,
    cancelar,
    conferir_promessas,
    pagar,
    um_cliente,
    um_mes,
    um_servico,
    uma_fatura,
    uma_forma,
    uma_linha,
)
from enlace.financeiro.travamento import FaturaCancelada, FaturaDesconhecida, FaturaQuitada

EM_ATRASO = date(2026, 10, 21)  # thirty days before today
PRIMEIRO = date(2026, 12, 31)


def renegociadas(*faturas: Fatura, parcelas: int = 3, primeiro: date = PRIMEIRO, **campos: Any) -> list[Fatura]:  # noqa: ANN401
    forma = campos.pop("forma", None) or uma_forma()
    chaves = [fatura.pk for fatura in faturas]
    return renegociar(chaves, parcelas=parcelas, primeiro_vencimento=primeiro, forma=forma, autor=ANA, agora=AGORA)


@pytest.mark.django_db
def test_faturas_em_atraso_viram_parcelas_com_multa_e_juros() -> None:
    cliente = um_cliente()
    uma, outra = uma_fatura(cliente=cliente, vencimento=EM_ATRASO), uma_fatura(uma_linha("50.00"), cliente=cliente)

    novas = renegociadas(uma, outra)

    conferir_promessas()
    # 100.00 + 2.00 + 1.00, and 50.00 that is not due yet.
    nomes = f"(+) Renegociação das faturas {uma.pk}, {outra.pk}"
    assert [(f.valor, f.data_vencimento, f.data_renegociacao, f.nosso_numero) for f in novas] == [
        (Decimal("51.00"), date(2026, 12, 31), AGORA, 272102),
        (Decimal("51.00"), date(2027, 1, 31), AGORA, 272103),
        (Decimal("51.00"), date(2027, 2, 28), AGORA, 272104),
    ]
    assert list(Cobranca.objects.filter(fatura__in=novas).values_list("tipo", "descricao")) == [
        ("avulsa", f"{nomes} ({numero}/3) | R$ 51.00") for numero in (1, 2, 3)
    ]


@pytest.mark.django_db
def test_as_antigas_ficam_canceladas_e_dizem_por_qual_foram_trocadas() -> None:
    fatura = uma_fatura()

    primeira, _segunda = renegociadas(fatura, parcelas=2)

    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.data_cancelamento, fatura.renegociada_por) == ("cancelado", AGORA, primeira)
    assert fatura.motivo_cancelamento == f"Renegociada: ver a fatura {primeira.pk}."
    assert Registro.objects.get(acao="renegociar").chave == str(fatura.pk)


@pytest.mark.django_db
def test_o_resto_da_divisao_fica_na_ultima_parcela() -> None:
    novas = renegociadas(uma_fatura(uma_linha("100.00")), parcelas=3)

    assert [fatura.valor for fatura in novas] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


@pytest.mark.django_db
def test_o_desconto_conta_enquanto_vale_e_nao_para_quem_esta_em_atraso() -> None:
    cliente = um_cliente()
    em_dia = uma_fatura(cliente=cliente, desconto=Desconto(TipoDeDesconto.FIXO, Decimal(8), HOJE))
    atrasada = uma_fatura(cliente=cliente, vencimento=EM_ATRASO, desconto=Desconto(TipoDeDesconto.FIXO, Decimal(8), EM_ATRASO))

    (nova,) = renegociadas(em_dia, atrasada, parcelas=1)

    assert nova.valor == Decimal("195.00")


@pytest.mark.django_db
def test_os_dias_renegociados_nao_se_cobram_de_novo_nem_cancelado_o_acordo() -> None:
    servico = um_servico()
    mes = um_mes(servico)
    (nova,) = renegociadas(uma_fatura(mes, cliente=servico.cliente), parcelas=1)

    with pytest.raises(PeriodoJaFaturado):
        uma_fatura(mes, cliente=servico.cliente)
    cancelar(nova)
    conferir_promessas()
    with pytest.raises(PeriodoJaFaturado):
        uma_fatura(mes, cliente=servico.cliente)

    assert nova.cobrancas.get().cliente_servico == servico


@pytest.mark.django_db
def test_com_varios_servicos_cada_parcela_tem_uma_linha_de_cada() -> None:
    casa = um_servico()
    loja = um_servico(casa.cliente)
    fatura = uma_fatura(
        um_mes(casa, valor="99.90"), um_mes(loja, valor="33.30"), uma_linha("0.10"), cliente=casa.cliente, vencimento=EM_ATRASO
    )

    novas = renegociadas(fatura, parcelas=2)

    conferir_promessas()
    # 133.30 + 2.67 + 1.33 = 137.30, three quarters of it for the house.
    assert [list(nova.cobrancas.order_by("pk").values_list("cliente_servico_id", "valor")) for nova in novas] == [
        [(casa.pk, Decimal("51.48")), (loja.pk, Decimal("17.17"))]
    ] * 2


@pytest.mark.django_db
def test_os_creditos_das_antigas_ficam_gastos() -> None:
    cliente = um_cliente()
    credito = creditar(cliente, Decimal(30), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)
    fatura = uma_fatura(uma_linha(), cliente=cliente, pendentes=(credito,))

    (nova,) = renegociadas(fatura, parcelas=1)

    conferir_promessas()
    credito.refresh_from_db()
    assert (nova.valor, credito.fatura) == (Decimal("70.00"), fatura)


@pytest.mark.django_db
def test_um_acordo_pode_ser_renegociado() -> None:
    primeira, segunda = renegociadas(uma_fatura(), parcelas=2)
    pagar(primeira, "50.00")

    (nova,) = renegociadas(segunda, parcelas=1)

    conferir_promessas()
    assert nova.valor == Decimal("50.00")


@pytest.mark.django_db
def test_muitas_faturas_cabem_na_descricao() -> None:
    cliente = um_cliente()
    faturas = [uma_fatura(uma_linha("1.00"), cliente=cliente) for _ in range(14)]

    (nova,) = renegociadas(*faturas, parcelas=1)

    assert " e mais 2 (1/1) | R$ 14.00" in nova.cobrancas.get().descricao


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("campos", "recusa"),
    [
        ({"parcelas": 0}, ParcelamentoRecusado),
        ({"parcelas": -1}, ParcelamentoRecusado),
        ({"parcelas": 121}, ParcelasDemais),
        ({"primeiro": date(2026, 11, 19)}, VencimentoPassado),
    ],
)
def test_acordo_recusado_nao_muda_nada(campos: dict[str, Any], recusa: type[RuleRefused]) -> None:
    fatura = uma_fatura()

    with pytest.raises(recusa):
        renegociadas(fatura, **campos)

    assert Fatura.objects.get().situacao == "aguardando"
    assert ContaBancaria.objects.get().nosso_numero_proximo == 272101


@pytest.mark.django_db
def test_so_faturas_abertas_de_um_cliente_se_renegociam() -> None:
    aberta, paga, cancelada = uma_fatura(), uma_fatura(), uma_fatura()
    pagar(paga)
    cancelar(cancelada)
    for fatura in (paga, cancelada):
        fatura.refresh_from_db()

    with pytest.raises(NenhumaFatura):
        renegociadas()
    with pytest.raises(FaturaDesconhecida):
        renegociadas(aberta, Fatura(pk=10**9))
    with pytest.raises(FaturasDeClientes):
        renegociadas(aberta, uma_fatura(cliente=um_cliente("CAIO")))
    with pytest.raises(FaturaQuitada):
        renegociadas(paga)
    with pytest.raises(FaturaCancelada):
        renegociadas(cancelada)


@pytest.mark.django_db
def test_com_uma_forma_fora_de_uso_nada_muda() -> None:
    fatura = uma_fatura()
    FormaCobranca.objects.update(ativo=False)

    with pytest.raises(FormaInativa):
        renegociadas(fatura)

    fatura.refresh_from_db()
    assert fatura.situacao == "aguardando"


@pytest.mark.usefixtures("banco_confirmado")
def test_paga_enquanto_se_renegocia_a_fatura_esta_cancelada() -> None:
    fatura, forma = uma_fatura(), uma_forma()

    pagamento = ao_mesmo_tempo(lambda: renegociadas(fatura, forma=forma), lambda: pagar(fatura))

    assert isinstance(pagamento.exception(), FaturaCancelada)


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_acordos_ao_mesmo_tempo_um_vale() -> None:
    fatura, forma = uma_fatura(), uma_forma()

    segundo = ao_mesmo_tempo(lambda: renegociadas(fatura, forma=forma), lambda: renegociadas(fatura, forma=forma))

    assert isinstance(segundo.exception(), FaturaCancelada)
    assert Fatura.objects.filter(situacao="aguardando").count() == 3
