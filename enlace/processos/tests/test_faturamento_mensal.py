"""The monthly run: who is billed, for what, once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from enlace.core.datas import meses_depois
from enlace.financeiro.baixa import CreditoJaUsado, Recebido, baixar, desfazer
from enlace.financeiro.cancelamento import cancelar
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.lancamento import CreditoDePagamento, Lancamento, creditar, lancar, retirar
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, Faturamento, FormaCobranca, RegraCobranca
from enlace.financeiro.numeracao import FaixaEsgotada
from enlace.processos.faturamento_mensal import Progresso, faturar, prever
from enlace.processos.tests.cobranca import AGORA, AUTOR, HABILITADO, HOJE, VENCIMENTO, um_pacote, um_servico_cobrado, uma_forma
from enlace.servicos.models import ClienteServico, Suspensao
from enlace.servicos.situacao import cancelar as cancelar_servico
from enlace.servicos.tests.fabrica import um_cliente, um_motivo

pytestmark = pytest.mark.django_db

rodar = partial(faturar, VENCIMENTO, autor=AUTOR, agora=AGORA, hoje=HOJE)


def linhas(fatura: Fatura) -> list[tuple[str, Decimal]]:
    return list(fatura.cobrancas.values_list("descricao", "valor"))


def test_um_servico_gera_uma_fatura_com_o_mes_inteiro() -> None:
    servico = um_servico_cobrado(valor="99.90")

    faturamento = rodar()

    fatura = Fatura.objects.get()
    assert (fatura.cliente_id, fatura.valor, fatura.data_vencimento) == (servico.cliente_id, Decimal("99.90"), VENCIMENTO)
    assert (fatura.tipo_cobranca, fatura.nosso_numero, fatura.multa_percentual) == ("boleto_bancario", 1, Decimal(2))
    assert linhas(fatura) == [("(+) 100M (09/11/2026) até (09/12/2026) | R$ 99.90", Decimal("99.90"))]
    assert (faturamento.faturas, faturamento.valor, faturamento.clientes) == (1, Decimal("99.90"), 1)
    assert faturamento.terminado_em == AGORA


def test_o_primeiro_mes_e_proporcional_como_na_fatura_documentada() -> None:
    um_servico_cobrado(valor="49.90", habilitado=datetime(2017, 9, 26, 15, tzinfo=UTC))

    faturar(date(2017, 10, 10), autor=AUTOR, agora=AGORA, hoje=date(2017, 9, 30))

    assert linhas(Fatura.objects.get()) == [
        ("(+) 100M (26/09/2017) até (09/10/2017) - 13 dias (proporcional) | R$ 21.62", Decimal("21.62"))
    ]


def test_servicos_do_mesmo_cliente_vao_em_uma_fatura_por_forma_de_cobranca() -> None:
    cliente = um_cliente()
    um_servico_cobrado(cliente, valor="99.90")
    um_servico_cobrado(cliente, valor="50.00")
    pix = FormaCobranca.objects.create(descricao="Pix", tipo_cobranca="pix")
    um_servico_cobrado(cliente, valor="10.00", forma=pix)

    rodar()

    assert list(Fatura.objects.order_by("-valor").values_list("valor", "tipo_cobranca", "nosso_numero")) == [
        (Decimal("149.90"), "boleto_bancario", 1),
        (Decimal("10.00"), "pix", None),
    ]


def test_pacotes_e_parcelas_entram_na_fatura_do_seu_servico() -> None:
    cliente = um_cliente()
    pix = FormaCobranca.objects.create(descricao="Pix", tipo_cobranca="pix")
    servico = um_servico_cobrado(cliente, valor="99.90", forma=pix)
    um_servico_cobrado(cliente, valor="50.00")
    um_pacote(servico, desde=datetime(2026, 11, 29, 15, tzinfo=UTC))
    instalacao = Lancamento(
        cliente=cliente, servico=servico, descricao="Taxa de Instalação", valor=Decimal(100), a_partir=HOJE, parcelas=3
    )
    lancar(instalacao, autor=AUTOR, agora=AGORA)

    rodar()

    assert linhas(Fatura.objects.get(tipo_cobranca="pix")) == [
        ("(+) Taxa de Instalação (1/3) | R$ 33.33", Decimal("33.33")),
        ("(+) 100M (09/11/2026) até (09/12/2026) | R$ 99.90", Decimal("99.90")),
        ("(+) IP FIXO (29/11/2026) até (09/12/2026) - 10 dias (proporcional) | R$ 6.67", Decimal("6.67")),
    ]
    assert list(Cobranca.objects.filter(fatura=None).values_list("valor", flat=True)) == [Decimal("33.33"), Decimal("33.34")]


def test_cada_mes_cobra_a_sua_parcela_ate_a_ultima() -> None:
    servico = um_servico_cobrado(valor="10.00")
    lancar(
        Lancamento(cliente=servico.cliente, descricao="Roteador", valor=Decimal(100), a_partir=HOJE, parcelas=3),
        autor=AUTOR,
        agora=AGORA,
    )

    for mes in range(4):
        faturar(meses_depois(VENCIMENTO, mes), autor=AUTOR, agora=AGORA, hoje=meses_depois(HOJE, mes))

    assert list(Fatura.objects.order_by("data_vencimento").values_list("valor", flat=True)) == [
        Decimal("43.33"),
        Decimal("43.33"),
        Decimal("43.34"),
        Decimal("10.00"),
    ]


def test_o_credito_que_sobra_espera_a_fatura_seguinte() -> None:
    servico = um_servico_cobrado(valor="99.90")
    creditar(servico.cliente, Decimal(150), descricao="Cortesia", a_partir=HOJE, autor=AUTOR, agora=AGORA)

    rodar()
    faturar(meses_depois(VENCIMENTO, 1), autor=AUTOR, agora=AGORA, hoje=HOJE)

    primeira, segunda = Fatura.objects.order_by("data_vencimento")
    assert (primeira.valor, primeira.situacao, primeira.valor_pago) == (Decimal(0), "quitado", Decimal(0))
    assert (segunda.valor, segunda.situacao) == (Decimal("49.80"), "aguardando")
    assert not Cobranca.objects.filter(fatura=None).exists()


def test_a_linha_de_um_credito_dividido_diz_o_que_foi_usado() -> None:
    servico = um_servico_cobrado(valor="99.90")
    creditar(servico.cliente, Decimal(150), descricao="Cortesia", a_partir=HOJE, autor=AUTOR, agora=AGORA)

    rodar()

    assert list(Cobranca.objects.filter(tipo="credito").order_by("pk").values_list("descricao", "valor")) == [
        ("(-) Cortesia | R$ 99.90", Decimal("-99.90")),
        ("(-) Cortesia | R$ 50.10", Decimal("-50.10")),
    ]


def test_o_pagamento_desfeito_leva_todas_as_partes_do_seu_credito() -> None:
    servico = um_servico_cobrado(valor="60.00")
    avulsa = NovaFatura(
        cliente=servico.cliente, forma=uma_forma(), vencimento=HOJE, linhas=[Linha(descricao="Cabo", valor=Decimal(10))]
    )
    paga = emitir(avulsa, autor=AUTOR, agora=AGORA)
    a_mais = Recebido(valor=Decimal(110), data_pagamento=HOJE, origem="retorno")
    pagamento = baixar(paga.pk, a_mais, autor=AUTOR, agora=AGORA)
    lancar(Lancamento(cliente=servico.cliente, descricao="Cabo", valor=Decimal(1), a_partir=HOJE), autor=AUTOR, agora=AGORA)
    creditar(servico.cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=AUTOR, agora=AGORA)
    rodar()
    do_mes = Fatura.objects.get(data_vencimento=VENCIMENTO)

    with pytest.raises(CreditoJaUsado):
        desfazer(pagamento.pk, motivo="Engano", autor=AUTOR, agora=AGORA)
    desfazer(do_mes.pagamentos.get().pk, motivo="Engano", autor=AUTOR, agora=AGORA)
    cancelar(do_mes.pk, motivo="Engano", autor=AUTOR, agora=AGORA)
    parte = Cobranca.objects.get(credito_dividido__isnull=False)
    with pytest.raises(CreditoDePagamento):
        retirar(parte.pk, autor=AUTOR, agora=AGORA)
    desfazer(pagamento.pk, motivo="Engano", autor=AUTOR, agora=AGORA)

    esperam = Cobranca.objects.filter(fatura=None, cancelada_em=None)
    assert list(esperam.values_list("descricao", "valor")) == [("(-) Cortesia | R$ 5.00", Decimal(-5))]


def test_creditos_sozinhos_e_planos_de_graca_nao_geram_fatura() -> None:
    de_graca = um_servico_cobrado(valor="0.00")
    creditar(de_graca.cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=AUTOR, agora=AGORA)

    rodar()

    assert not Fatura.objects.exists()
    assert Cobranca.objects.get().fatura is None


def test_dias_suspensos_sao_descontados_enquanto_a_regra_diz() -> None:
    servico = um_servico_cobrado(valor="90.00")
    suspensao = Suspensao.objects.create(
        cliente_servico=servico, inicio=datetime(2026, 11, 19, 15, tzinfo=UTC), fim=datetime(2026, 11, 29, 15, tzinfo=UTC)
    )
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")

    rodar()

    assert linhas(Fatura.objects.get()) == [
        ("(+) 100M (09/11/2026) até (09/12/2026) | R$ 90.00", Decimal("90.00")),
        ("(-) Serviço suspenso (19/11/2026) até (29/11/2026) - 10 dias | R$ 30.00", Decimal("-30.00")),
    ]
    assert suspensao.fim is not None


@pytest.mark.parametrize("antecipada", [False, True])
def test_dias_suspensos_depois_de_emitida_a_fatura_saem_da_seguinte_uma_vez(*, antecipada: bool) -> None:
    servico = um_servico_cobrado(valor="90.00", antecipada=antecipada)
    rodar()
    # Six days before the first bill's period ends, where it is charged afterwards; in the middle of it, where in advance.
    inicio = datetime(2026, 12, 15 if antecipada else 3, 15, tzinfo=UTC)
    Suspensao.objects.create(cliente_servico=servico, inicio=inicio, fim=inicio + timedelta(days=9))

    for mes in (1, 2):
        faturar(meses_depois(VENCIMENTO, mes), autor=AUTOR, agora=AGORA, hoje=HOJE)

    assert [fatura.valor for fatura in Fatura.objects.order_by("data_vencimento")] == [
        Decimal("90.00"),
        Decimal("63.00"),
        Decimal("90.00"),
    ]


def test_dias_suspensos_sao_cobrados_quando_a_regra_em_vigor_manda() -> None:
    servico = um_servico_cobrado(valor="90.00")
    Suspensao.objects.create(cliente_servico=servico, inicio=datetime(2026, 11, 19, 15, tzinfo=UTC))
    RegraCobranca.objects.create(vigente_desde=date(2026, 11, 1), cobra_durante_suspensao=True)
    RegraCobranca.objects.create(vigente_desde=date(2027, 1, 1))

    rodar()
    faturar(meses_depois(VENCIMENTO, 1), autor=AUTOR, agora=AGORA, hoje=date(2027, 1, 1))

    assert [fatura.valor for fatura in Fatura.objects.all()] == [Decimal("90.00")]


@pytest.mark.parametrize("situacao", ["aguardando_instalacao", "suspenso_pedido_cliente", "inativo"])
def test_quem_nao_usa_nao_e_cobrado(situacao: str) -> None:
    servico = um_servico_cobrado()
    ClienteServico.objects.filter(pk=servico.pk).update(status=situacao)

    rodar()

    assert not Fatura.objects.exists()


def test_quem_cancelou_paga_ate_o_dia_do_cancelamento() -> None:
    servico = um_servico_cobrado(valor="90.00")
    cancelar_servico(servico=servico, motivo=um_motivo(), agora=datetime(2026, 11, 24, 15, tzinfo=UTC))

    rodar()
    faturar(meses_depois(VENCIMENTO, 1), autor=AUTOR, agora=AGORA, hoje=HOJE)

    assert linhas(Fatura.objects.get()) == [
        ("(+) 100M (09/11/2026) até (24/11/2026) - 15 dias (proporcional) | R$ 45.00", Decimal("45.00"))
    ]


def test_rodar_de_novo_so_acha_o_que_e_novo() -> None:
    um_servico_cobrado()
    rodar()
    um_servico_cobrado(um_cliente("CLIENTE NOVO"))

    de_novo = rodar()
    outra_vez = rodar()

    assert (de_novo.faturas, outra_vez.faturas, Fatura.objects.count()) == (1, 0, 2)


def test_fatura_cancelada_so_e_refeita_a_pedido() -> None:
    um_servico_cobrado()
    rodar()
    cancelar(Fatura.objects.get().pk, motivo="Preço errado", autor=AUTOR, agora=AGORA)

    sozinho = rodar()
    a_pedido = rodar(refazer=True)

    assert (sozinho.faturas, a_pedido.faturas) == (0, 1)
    assert list(Fatura.objects.order_by("pk").values_list("situacao", flat=True)) == ["cancelado", "aguardando"]


def test_dias_cobrados_por_uma_linha_feita_a_mao_nao_sao_cobrados_de_novo() -> None:
    com_problema = um_servico_cobrado()
    outro = um_servico_cobrado(um_cliente("OUTRO"))
    Cobranca.objects.create(
        cliente=com_problema.cliente,
        cliente_servico=com_problema,
        tipo="mensalidade",
        descricao="(+) à mão",
        valor=1,
        valor_original=1,
        data_vencimento=date(2030, 1, 1),
        periodo_inicio=date(2026, 12, 1),
        periodo_fim=date(2026, 12, 2),
        data_cadastro=AGORA,
        cancelada_em=None,
    )

    previa = prever(VENCIMENTO, hoje=HOJE)
    faturamento = rodar()

    assert (previa.faturas, faturamento.faturas) == (2, 2)
    assert Fatura.objects.get(cliente=outro.cliente).valor == Decimal("99.90")
    assert Cobranca.objects.filter(cliente=com_problema.cliente, fatura__isnull=False).get().periodo_inicio == date(2026, 12, 2)


def test_a_previa_diz_o_que_faria_e_nao_faz() -> None:
    um_servico_cobrado(valor="99.90")
    um_servico_cobrado(um_cliente("OUTRO"), valor="50.00", dia=15)
    sem_cobranca = um_servico_cobrado(um_cliente("SEM COBRANÇA"))
    sem_cobranca.cobranca.delete()

    previa = prever(VENCIMENTO, hoje=HOJE)

    assert (previa.clientes, previa.faturas, previa.valor, previa.sem_cobranca) == (1, 1, Decimal("99.90"), 1)
    assert previa.exemplos[0].linhas[0].descricao.startswith("(+) 100M (09/11/2026)")
    assert not Fatura.objects.exists()
    assert not Faturamento.objects.exists()
    assert uma_forma().conta.nosso_numero_proximo == 1  # type: ignore[union-attr]


def test_a_faixa_do_banco_que_acaba_para_o_faturamento_e_ele_continua_depois() -> None:
    forma = uma_forma(ultimo=3)
    for numero in range(5):
        um_servico_cobrado(um_cliente(f"CLIENTE {numero}"), forma=forma)
    passos: list[Progresso] = []

    with pytest.raises(FaixaEsgotada):
        rodar(tamanho=2, acompanhar=passos.append)
    ContaBancaria.objects.update(nosso_numero_final=100)
    retomado = rodar(tamanho=2, acompanhar=passos.append)

    assert [(passo.vistos, passo.total, passo.faturas) for passo in passos] == [(2, 5, 2), (2, 3, 4), (3, 3, 5)]
    assert (retomado.faturas, retomado.clientes) == (5, 5)
    assert Faturamento.objects.count() == 1
    assert list(Fatura.objects.order_by("pk").values_list("nosso_numero", flat=True)) == [1, 2, 3, 4, 5]


def test_habilitado_hoje_ainda_nao_e_cobrado_por_dias_que_nao_vieram() -> None:
    um_servico_cobrado(habilitado=datetime(2026, 12, 9, 15, tzinfo=UTC))

    rodar()

    assert not Fatura.objects.exists()
    assert HABILITADO < AGORA


@pytest.mark.parametrize("fora_de_uso", ["forma", "conta"])
def test_por_uma_forma_que_nao_esta_em_uso_ninguem_e_cobrado(fora_de_uso: str) -> None:
    um_servico_cobrado()
    outro = um_servico_cobrado(um_cliente("OUTRO"), forma=FormaCobranca.objects.create(descricao="Pix", tipo_cobranca="pix"))
    FormaCobranca.objects.filter(descricao="Boleto Sicoob").update(ativo=fora_de_uso != "forma")
    ContaBancaria.objects.update(ativo=fora_de_uso != "conta")

    previa = prever(VENCIMENTO, hoje=HOJE)
    faturamento = rodar()

    assert Fatura.objects.get().cliente_id == outro.cliente_id
    assert [recusa for _cliente, recusa in previa.recusas] == ["A forma de cobrança “Boleto Sicoob” não está em uso."]
    assert faturamento.ocorrencias.get().motivo == "A forma de cobrança “Boleto Sicoob” não está em uso."


def test_o_servico_sem_data_de_habilitacao_e_cobrado_de_quando_se_disse_ou_contado_entre_os_sem_cobranca() -> None:
    com_data = um_servico_cobrado(desde=date(2026, 11, 9))
    sem_data = um_servico_cobrado(um_cliente("SEM DATA"))
    ClienteServico.objects.update(data_habilitacao=None)

    previa = prever(VENCIMENTO, hoje=HOJE)
    rodar()

    assert previa.sem_cobranca == 1
    assert Fatura.objects.get().cliente_id == com_data.cliente_id != sem_data.cliente_id
