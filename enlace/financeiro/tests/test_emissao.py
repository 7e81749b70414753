from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.core.dinheiro import ZERO, ValorRecusado
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.calculo import Desconto, DescontoRecusado, TipoDeDesconto, ValorNegativo
from enlace.financeiro.emissao import (
    CobrancaDeOutro,
    FaturaNegativa,
    FaturaVazia,
    FormaInativa,
    Linha,
    NovaFatura,
    PeriodoJaFaturado,
    emitir,
)
from enlace.financeiro.lancamento import Lancamento, creditar, lancar
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, FormaCobranca, Pagamento
from enlace.financeiro.tests.fabrica import (
    AGORA,
    ANA,
    HOJE,
    VENCIMENTO,
    conferir_promessas,
    no_balcao,
    um_cliente,
    um_mes,
    um_servico,
    uma_fatura,
    uma_forma,
    uma_linha,
)

DEZ_POR_CENTO = Desconto(TipoDeDesconto.PERCENTUAL, Decimal(10), date(2026, 12, 5))


def uma_nova(**campos: object) -> NovaFatura:
    cliente = um_cliente()
    return replace(NovaFatura(cliente=cliente, forma=uma_forma(), vencimento=VENCIMENTO, linhas=[uma_linha()]), **campos)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_fatura_nasce_com_numero_encargos_e_linhas_que_somam_seu_valor() -> None:
    servico = um_servico()

    fatura = uma_fatura(um_mes(servico), uma_linha("30.10"), cliente=servico.cliente)

    conferir_promessas()
    guardada = Fatura.objects.get()
    assert guardada == fatura
    assert (guardada.situacao, guardada.registro, guardada.tipo_cobranca) == ("aguardando", "nenhum", "boleto_bancario")
    assert (guardada.valor, guardada.data_vencimento, guardada.data_cadastro) == (Decimal("130.00"), VENCIMENTO, AGORA)
    assert (guardada.nosso_numero, guardada.multa_percentual, guardada.juros_ao_mes) == (272100, Decimal(2), Decimal(1))
    assert list(guardada.cobrancas.values_list("tipo", "valor", "cliente_id", "cliente_servico_id", "periodo_fim")) == [
        ("mensalidade", Decimal("99.90"), servico.cliente_id, servico.pk, date(2026, 12, 9)),
        ("avulsa", Decimal("30.10"), servico.cliente_id, None, None),
    ]


@pytest.mark.django_db
def test_a_emissao_fica_na_auditoria_sem_a_chave_do_link() -> None:
    fatura = uma_fatura()

    registro = Registro.objects.get(acao="emitir")
    assert (registro.tabela, registro.chave, registro.porta) == ("fatura", str(fatura.pk), "painel")
    assert registro.depois is not None
    assert registro.depois["valor"] == "100.00"
    assert registro.depois["token"] == "(oculto)"


@pytest.mark.django_db
def test_sem_conta_nao_ha_numero_multa_nem_juros() -> None:
    fatura = uma_fatura(forma=no_balcao())

    assert (fatura.conta, fatura.nosso_numero, fatura.multa_percentual, fatura.juros_ao_mes) == (None, None, ZERO, ZERO)


@pytest.mark.django_db
def test_a_linha_guarda_o_original_e_o_desconto() -> None:
    fatura = uma_fatura(Linha(descricao="(+) Roteador", valor=Decimal("120.00"), desconto=Decimal("20.00")))

    linha = fatura.cobrancas.get()
    assert (linha.valor, linha.valor_original, linha.valor_desconto) == (Decimal(100), Decimal(120), Decimal(20))
    assert fatura.valor == 100


@pytest.mark.django_db
def test_o_que_esperava_entra_na_fatura() -> None:
    cliente = um_cliente()
    taxa, segunda = lancar(
        Lancamento(cliente=cliente, descricao="Taxa", valor=Decimal(50), a_partir=HOJE, parcelas=2), autor=ANA, agora=AGORA
    )
    credito = creditar(cliente, Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)

    fatura = uma_fatura(uma_linha("80.00"), cliente=cliente, pendentes=(taxa, credito))

    conferir_promessas()
    assert fatura.valor == Decimal("100.00")
    assert set(fatura.cobrancas.values_list("tipo", "valor")) == {
        ("avulsa", Decimal("80.00")),
        ("parcela", Decimal("25.00")),
        ("credito", Decimal("-5.00")),
    }
    assert Cobranca.objects.get(pk=segunda.pk).fatura is None


@pytest.mark.django_db
def test_o_desconto_percentual_vira_reais_na_emissao() -> None:
    fatura = uma_fatura(uma_linha("99.95"), desconto=DEZ_POR_CENTO)

    assert (fatura.desconto_valor, fatura.desconto_ate) == (Decimal("10.00"), date(2026, 12, 5))


@pytest.mark.django_db
def test_um_desconto_que_nao_chega_a_um_centavo_nao_e_desconto() -> None:
    fatura = uma_fatura(uma_linha("0.04"), desconto=DEZ_POR_CENTO)

    assert (fatura.desconto_valor, fatura.desconto_ate) == (None, None)


@pytest.mark.django_db
def test_fatura_que_os_creditos_zeram_nasce_quitada() -> None:
    cliente = um_cliente()
    credito = creditar(cliente, Decimal(100), descricao="Pagamento em dobro", a_partir=HOJE, autor=ANA, agora=AGORA)

    fatura = uma_fatura(uma_linha("100.00"), cliente=cliente, pendentes=(credito,))

    conferir_promessas()
    assert (fatura.valor, fatura.situacao, fatura.valor_pago, fatura.data_pagamento) == (ZERO, "quitado", ZERO, HOJE)
    assert Pagamento.objects.get().origem == Pagamento.Origem.CREDITO
    assert list(Registro.objects.filter(tabela="fatura").order_by("pk").values_list("acao", flat=True)) == ["emitir", "quitar"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mudanca", "recusa", "frase"),
    [
        ({"linhas": []}, FaturaVazia, "A fatura precisa de pelo menos uma cobrança."),
        ({"linhas": [uma_linha("-0.01")]}, FaturaNegativa, "Os créditos passam do valor da fatura."),
        ({"linhas": [uma_linha("1.005")]}, ValorRecusado, "O valor tem frações de centavo"),
        ({"linhas": [replace(uma_linha("1.005"), desconto=Decimal("0.005"))]}, ValorRecusado, "O valor tem frações de centavo"),
        ({"linhas": [uma_linha("9999999999.99"), uma_linha("0.01")]}, ValorRecusado, "O valor passa de"),
        ({"linhas": [replace(uma_linha(), desconto=Decimal(-1))]}, ValorNegativo, "O valor não pode ser negativo."),
        ({"linhas": [uma_linha(descricao="X" * 301)]}, DadosInvalidos, "Descrição: "),
        ({"desconto": replace(DEZ_POR_CENTO, quanto=Decimal(101))}, DescontoRecusado, "O desconto vai de 0 % a 100 %."),
        ({"desconto": replace(DEZ_POR_CENTO, ate=date(2026, 12, 11))}, DescontoRecusado, "O desconto vale no máximo até o venc"),
    ],
)
def test_recusas_nao_deixam_nada_nem_gastam_numero(mudanca: dict[str, object], recusa: type[RuleRefused], frase: str) -> None:
    nova = uma_nova(**mudanca)

    with pytest.raises(recusa, match=rf"^{frase}"):
        emitir(nova, autor=ANA, agora=AGORA)

    assert not Fatura.objects.exists()
    assert not Cobranca.objects.exists()
    assert ContaBancaria.objects.get().nosso_numero_proximo == 272100


@pytest.mark.django_db
@pytest.mark.parametrize("parada", ["forma", "conta"])
def test_forma_ou_conta_fora_de_uso_nao_emite(parada: str) -> None:
    forma = uma_forma()
    if parada == "forma":
        FormaCobranca.objects.update(ativo=False)
    else:
        ContaBancaria.objects.update(ativo=False)

    with pytest.raises(FormaInativa, match=r"^A forma de cobrança “BOLETO SICOOB” não está em uso\.$"):
        uma_fatura(forma=FormaCobranca.objects.get(pk=forma.pk))


@pytest.mark.django_db
def test_ninguem_paga_a_cobranca_nem_o_servico_de_outro() -> None:
    alheia = creditar(um_cliente("CAIO"), Decimal(5), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)

    with pytest.raises(CobrancaDeOutro):
        uma_fatura(uma_linha(), pendentes=(alheia,))
    with pytest.raises(CobrancaDeOutro):
        uma_fatura(uma_linha(servico=um_servico()))


@pytest.mark.django_db
def test_o_mesmo_dia_de_um_servico_nao_e_cobrado_duas_vezes() -> None:
    servico = um_servico()
    uma_fatura(um_mes(servico), cliente=servico.cliente)

    with pytest.raises(PeriodoJaFaturado, match=r"^Um dos dias dessa mensalidade já foi cobrado em outra fatura\.$"):
        uma_fatura(um_mes(servico, de=date(2026, 12, 8), ate=date(2027, 1, 8)), cliente=servico.cliente)

    uma_fatura(um_mes(servico, de=date(2026, 12, 9), ate=date(2027, 1, 9)), cliente=servico.cliente)
    assert Fatura.objects.count() == 2


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_emissoes_ao_mesmo_tempo_nao_levam_a_mesma_cobranca() -> None:
    cliente, forma = um_cliente(), uma_forma()
    (taxa,) = lancar(Lancamento(cliente=cliente, descricao="Taxa", valor=Decimal(50), a_partir=HOJE), autor=ANA, agora=AGORA)

    def faturar() -> Fatura:
        return uma_fatura(cliente=cliente, forma=forma, pendentes=(taxa,))

    segunda = ao_mesmo_tempo(faturar, faturar)

    assert isinstance(segunda.exception(), CobrancaDeOutro)
    assert [fatura.valor for fatura in Fatura.objects.all()] == [Decimal("50.00")]


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_emissoes_do_mesmo_mes_ao_mesmo_tempo_dao_uma_fatura() -> None:
    servico, forma = um_servico(), uma_forma()

    def faturar() -> Fatura:
        return uma_fatura(um_mes(servico), cliente=servico.cliente, forma=forma)

    segunda = ao_mesmo_tempo(faturar, faturar)

    assert isinstance(segunda.exception(), PeriodoJaFaturado)
    assert Fatura.objects.get().nosso_numero == 272100
    assert ContaBancaria.objects.get().nosso_numero_proximo == 272101
