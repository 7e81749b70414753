from datetime import date
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.core.dinheiro import ZERO, ValorRecusado
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.baixa import (
    CreditoJaUsado,
    MotivoDoEstornoObrigatorio,
    OutroPagamento,
    PagamentoExcessivo,
    PagamentoFuturo,
    PagamentoInsuficiente,
    PagamentoNaoEncontrado,
    Recebido,
    baixar,
    quitar_com_creditos,
)
from enlace.financeiro.baixa import desfazer as desfazer_pagamento
from enlace.financeiro.calculo import Desconto, TipoDeDesconto, ValorNegativo
from enlace.financeiro.lancamento import creditar
from enlace.financeiro.models import Cobranca, Fatura, FeriadoLocal, Pagamento
from enlace.financeiro.tests.fabrica import (
    AGORA,
    ANA,
    HOJE,
    cancelar,
    conferir_promessas,
    desfazer,
    pagar,
    pagar_de_novo,
    um_cliente,
    uma_fatura,
    uma_forma,
    uma_linha,
)
from enlace.financeiro.travamento import FaturaCancelada, FaturaDesconhecida, FaturaQuitada

# A Saturday; the next business day is Monday, 7 December.
SABADO = date(2026, 12, 5)
SEGUNDA = date(2026, 12, 7)


def creditos() -> list[Decimal]:
    """What the customers have to their credit."""
    waiting = Cobranca.objects.filter(tipo="credito", fatura=None, cancelada_em=None)
    return list(waiting.values_list("valor", flat=True))


@pytest.mark.django_db
def test_a_baixa_quita_a_fatura_no_dia_e_com_o_valor_do_pagamento() -> None:
    fatura = uma_fatura()
    recebido = Recebido(valor=Decimal("100.00"), data_pagamento=date(2026, 11, 18), data_credito=date(2026, 11, 19))

    pagamento = baixar(fatura.pk, recebido, autor=ANA, agora=AGORA)

    conferir_promessas()
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.data_pagamento, fatura.valor_pago) == ("quitado", date(2026, 11, 18), Decimal("100.00"))
    assert (pagamento.quitou, pagamento.credito, pagamento.data_credito, pagamento.origem) == (
        True,
        None,
        date(2026, 11, 19),
        "manual",
    )
    assert set(Registro.objects.values_list("acao", "tabela")) == {
        ("emitir", "fatura"),
        ("receber", "pagamento"),
        ("quitar", "fatura"),
    }


@pytest.mark.django_db
def test_o_que_veio_a_mais_vira_credito_da_proxima_fatura() -> None:
    fatura = uma_fatura()

    pagamento = pagar(fatura, "130.00")

    conferir_promessas()
    assert pagamento.credito is not None
    assert (pagamento.credito.valor, pagamento.credito.cliente_id) == (Decimal("-30.00"), fatura.cliente_id)
    assert pagamento.credito.descricao == f"(-) Pagamento a mais da fatura {fatura.pk} | R$ 30.00"


@pytest.mark.django_db
def test_fatura_paga_duas_vezes_gera_credito() -> None:
    fatura = uma_fatura()
    pagar(fatura)

    segundo = pagar_de_novo(fatura, "100.00")

    conferir_promessas()
    assert not segundo.quitou
    assert creditos() == [Decimal("-100.00")]
    assert segundo.credito is not None
    assert segundo.credito.descricao == f"(-) Pagamento em dobro da fatura {fatura.pk} | R$ 100.00"


@pytest.mark.django_db
def test_o_atraso_pago_junto_nao_e_credito() -> None:
    fatura = uma_fatura(vencimento=SABADO)

    pagar(fatura, "102.33", em=date(2026, 12, 15))

    assert creditos() == []


@pytest.mark.django_db
def test_quem_paga_atrasado_so_o_valor_da_fatura_a_quita() -> None:
    fatura = uma_fatura(vencimento=SABADO)

    pagar(fatura, "100.00", em=date(2026, 12, 15))

    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.valor_pago) == ("quitado", Decimal("100.00"))


@pytest.mark.django_db
@pytest.mark.parametrize("feriado", [False, True])
def test_pago_no_proximo_dia_util_o_que_passa_do_valor_e_do_cliente(*, feriado: bool) -> None:
    dia = SEGUNDA
    if feriado:
        FeriadoLocal.objects.create(data=SEGUNDA, descricao="Padroeira")
        dia = date(2026, 12, 8)
    fatura = uma_fatura(vencimento=SABADO)

    pagar(fatura, "102.10", em=dia)

    assert creditos() == [Decimal("-2.10")]


@pytest.mark.django_db
def test_o_desconto_vale_pelo_dia_em_que_se_pagou_e_nao_pelo_da_baixa() -> None:
    regra = Desconto(TipoDeDesconto.FIXO, Decimal(8), HOJE)
    em_dia, tarde = uma_fatura(desconto=regra), uma_fatura(desconto=regra)

    pagar(em_dia, "92.00", em=HOJE, depois=10)
    with pytest.raises(PagamentoInsuficiente, match=r"^O valor pago \(R\$ 92,00\) é menor que o da fatura \(R\$ 100,00\)\.$"):
        pagar(tarde, "92.00", em=date(2026, 11, 21))

    assert list(Fatura.objects.order_by("pk").values_list("situacao", flat=True)) == ["quitado", "aguardando"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valor", "dia", "recusa"),
    [
        ("99.99", HOJE, PagamentoInsuficiente),
        ("0.00", HOJE, PagamentoInsuficiente),
        ("-100.00", HOJE, ValorNegativo),
        ("100.001", HOJE, ValorRecusado),
        ("Infinity", HOJE, ValorRecusado),
        ("100.00", date(2026, 11, 21), PagamentoFuturo),
    ],
)
def test_pagamento_recusado_nao_muda_nada(valor: str, dia: date, recusa: type[RuleRefused]) -> None:
    fatura = uma_fatura()
    recebido = Recebido(valor=Decimal(valor), data_pagamento=dia)

    with pytest.raises(recusa):
        baixar(fatura.pk, recebido, autor=ANA, agora=AGORA)

    fatura.refresh_from_db()
    assert fatura.situacao == "aguardando"
    assert not Pagamento.objects.exists()


@pytest.mark.django_db
def test_fatura_quitada_cancelada_ou_desconhecida_nao_recebe_a_mao() -> None:
    paga, cancelada = uma_fatura(), uma_fatura()
    pagar(paga)
    cancelar(cancelada)

    with pytest.raises(FaturaQuitada, match=rf"^A fatura {paga.pk} já está quitada\.$"):
        pagar(paga)
    with pytest.raises(FaturaCancelada, match=rf"^A fatura {cancelada.pk} está cancelada\.$"):
        pagar(cancelada)
    with pytest.raises(FaturaCancelada):
        pagar_de_novo(cancelada)
    with pytest.raises(FaturaDesconhecida):
        pagar(Fatura(pk=10**9))


@pytest.mark.django_db
def test_creditos_so_quitam_o_que_nao_custa_nada() -> None:
    fatura = uma_fatura()

    with pytest.raises(PagamentoInsuficiente):
        quitar_com_creditos(fatura.pk, autor=ANA, agora=AGORA)


@pytest.mark.django_db
def test_a_fatura_zerada_desfeita_pode_ser_cancelada_e_o_credito_volta() -> None:
    cliente = um_cliente()
    credito = creditar(cliente, Decimal(100), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)
    fatura = uma_fatura(uma_linha(), cliente=cliente, pendentes=(credito,))

    with pytest.raises(FaturaQuitada):
        quitar_com_creditos(fatura.pk, autor=ANA, agora=AGORA)
    desfazer(Pagamento.objects.get())
    cancelar(fatura)

    conferir_promessas()
    assert creditos() == [Decimal("-100.00")]


@pytest.mark.django_db
def test_desfazer_reabre_a_fatura_e_retira_o_credito() -> None:
    fatura = uma_fatura()
    pagamento = pagar(fatura, "130.00")

    desfazer(pagamento, motivo="  Era de outro cliente. ")

    conferir_promessas()
    fatura.refresh_from_db()
    pagamento.refresh_from_db()
    assert (fatura.situacao, fatura.data_pagamento, fatura.valor_pago) == ("aguardando", None, None)
    assert (pagamento.estornado_em, pagamento.motivo_estorno) == (AGORA, "Era de outro cliente.")
    assert creditos() == []
    assert list(Registro.objects.order_by("pk").values_list("acao", flat=True))[-2:] == ["desfazer", "reabrir"]


@pytest.mark.django_db
def test_desfeita_a_baixa_a_fatura_se_paga_de_novo() -> None:
    fatura = uma_fatura()
    desfazer(pagar(fatura))

    pagar(fatura, "100.00", em=date(2026, 11, 25))

    conferir_promessas()
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.data_pagamento) == ("quitado", date(2026, 11, 25))


@pytest.mark.django_db
def test_dos_dois_pagamentos_desfaz_se_primeiro_o_que_nao_quitou() -> None:
    fatura = uma_fatura()
    primeiro, segundo = pagar(fatura), pagar_de_novo(fatura)

    with pytest.raises(OutroPagamento, match=r"^A fatura tem outro pagamento, que gerou crédito: desfaça-o antes\.$"):
        desfazer(primeiro)
    desfazer(segundo)
    conferir_promessas()
    fatura.refresh_from_db()
    assert (fatura.situacao, creditos()) == ("quitado", [])

    desfazer(primeiro)
    conferir_promessas()
    fatura.refresh_from_db()
    assert fatura.situacao == "aguardando"


@pytest.mark.django_db
def test_o_credito_ja_usado_segura_o_pagamento_ate_a_fatura_que_o_usou_ser_cancelada() -> None:
    fatura = uma_fatura()
    pagar(fatura)
    segundo = pagar_de_novo(fatura, "40.00")
    assert segundo.credito is not None
    seguinte = uma_fatura(uma_linha("90.00"), cliente=fatura.cliente, pendentes=(segundo.credito,))

    with pytest.raises(CreditoJaUsado):
        desfazer(segundo)
    cancelar(seguinte)
    desfazer(segundo)

    conferir_promessas()
    assert creditos() == []


@pytest.mark.django_db
def test_desfazer_duas_vezes_sem_motivo_ou_o_que_nao_existe_e_recusado() -> None:
    pagamento = pagar(uma_fatura())

    with pytest.raises(MotivoDoEstornoObrigatorio):
        desfazer(pagamento, motivo="  ")
    desfazer(pagamento)
    with pytest.raises(PagamentoNaoEncontrado):
        desfazer(pagamento)
    with pytest.raises(PagamentoNaoEncontrado):
        desfazer_pagamento(10**9, motivo="Engano", autor=ANA, agora=AGORA)


@pytest.mark.usefixtures("banco_confirmado")
def test_de_duas_baixas_a_mao_ao_mesmo_tempo_uma_e_recusada() -> None:
    fatura = uma_fatura()

    segunda = ao_mesmo_tempo(lambda: pagar(fatura), lambda: pagar(fatura))

    assert isinstance(segunda.exception(), FaturaQuitada)
    assert Pagamento.objects.count() == 1


@pytest.mark.usefixtures("banco_confirmado")
def test_o_dinheiro_que_o_banco_traz_durante_a_baixa_vira_credito() -> None:
    fatura = uma_fatura()

    segunda = ao_mesmo_tempo(lambda: pagar(fatura), lambda: pagar_de_novo(fatura))

    assert segunda.exception() is None
    assert list(Pagamento.objects.order_by("pk").values_list("quitou", flat=True)) == [True, False]
    assert creditos() == [Decimal("-100.00")]


@pytest.mark.usefixtures("banco_confirmado")
@pytest.mark.parametrize(("primeiro", "recusa"), [(pagar, FaturaQuitada), (cancelar, FaturaCancelada)])
def test_pagamento_e_cancelamento_ao_mesmo_tempo_so_um_vale(primeiro: type, recusa: type[RuleRefused]) -> None:
    fatura = uma_fatura()
    segundo = cancelar if primeiro is pagar else pagar

    outro = ao_mesmo_tempo(lambda: primeiro(fatura), lambda: segundo(fatura))

    assert isinstance(outro.exception(), recusa)
    fatura.refresh_from_db()
    assert fatura.situacao == ("quitado" if primeiro is pagar else "cancelado")
    assert (fatura.valor_pago is None) == (primeiro is not pagar)


@pytest.mark.usefixtures("banco_confirmado")
def test_dos_que_desfazem_ao_mesmo_tempo_um_consegue() -> None:
    pagamento = pagar(uma_fatura())

    segundo = ao_mesmo_tempo(lambda: desfazer(pagamento), lambda: desfazer(pagamento))

    assert isinstance(segundo.exception(), PagamentoNaoEncontrado)
    assert Fatura.objects.get().situacao == "aguardando"


@pytest.mark.usefixtures("banco_confirmado")
def test_o_credito_que_uma_fatura_leva_nao_e_desfeito_ao_mesmo_tempo() -> None:
    fatura, forma = uma_fatura(), uma_forma()
    pagamento = pagar(fatura, "130.00")
    assert pagamento.credito is not None
    credito = pagamento.credito

    desfeito = ao_mesmo_tempo(
        lambda: uma_fatura(uma_linha(), cliente=fatura.cliente, forma=forma, pendentes=(credito,)), lambda: desfazer(pagamento)
    )

    assert isinstance(desfeito.exception(), CreditoJaUsado)
    assert Fatura.objects.exclude(pk=fatura.pk).get().valor == Decimal("70.00")


@pytest.mark.django_db
def test_baixar_le_e_escreve_um_numero_fixo_de_vezes(django_assert_max_num_queries: object) -> None:
    fatura = uma_fatura(*[uma_linha("1.00")] * 30)

    with django_assert_max_num_queries(11):  # type: ignore[operator]
        pagar(fatura, "30.00")

    fatura.refresh_from_db()
    assert fatura.valor - (fatura.valor_pago or ZERO) == ZERO


@pytest.mark.django_db
def test_um_valor_digitado_com_a_virgula_no_lugar_errado_e_recusado() -> None:
    fatura = uma_fatura()

    with pytest.raises(PagamentoExcessivo):
        pagar(fatura, "10000.00")

    assert pagar(fatura, "300.00").quitou


@pytest.mark.django_db
def test_o_que_o_banco_diz_que_veio_nao_e_recusado_por_ser_muito() -> None:
    assert pagar(uma_fatura(), "10000.00", origem=Pagamento.Origem.RETORNO).credito is not None
