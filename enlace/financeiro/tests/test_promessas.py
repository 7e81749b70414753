"""What the database refuses (migration 0002), tried behind the back of the verbs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from enlace.core.db import restricao_violada
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.lancamento import Lancamento, lancar
from enlace.financeiro.models import (
    AvisoDebito,
    Cobranca,
    DecisaoInadimplencia,
    Fatura,
    FormaCobranca,
    Pagamento,
    RegraCobranca,
)
from enlace.financeiro.tests.fabrica import (
    AGORA,
    ANA,
    HOJE,
    VENCIMENTO,
    cancelar,
    conferir_promessas,
    desfazer,
    pagar,
    um_cliente,
    um_mes,
    um_servico,
    uma_fatura,
)

ENCERRAR: list[Callable[[Fatura], object]] = [pagar, cancelar]


def sql(comando: str, *valores: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(comando, valores)


def recusa(fazer: Callable[[], object], *, de: type[DatabaseError] = IntegrityError) -> str:
    """What the database says to `fazer` and a commit, of which nothing stays."""

    def ate_o_fim() -> None:
        with transaction.atomic():
            fazer()
            conferir_promessas()

    with pytest.raises(de) as erro:
        ate_o_fim()
    return (restricao_violada(erro.value) if isinstance(erro.value, IntegrityError) else None) or str(erro.value).partition("\n")[0]


def uma_linha_solta(**campos: Any) -> Cobranca:  # noqa: ANN401 - any column of a line
    valor = campos.pop("valor", Decimal("5.00"))
    padrao = {"tipo": "avulsa", "descricao": "(+) Taxa", "data_vencimento": VENCIMENTO, "data_cadastro": AGORA}
    return Cobranca(**{**padrao, "valor": valor, "valor_original": valor, **campos})


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", ENCERRAR)
@pytest.mark.parametrize(
    "mudanca",
    [
        {"valor": Decimal("1.00")},
        {"data_vencimento": date(2027, 1, 10)},
        {"nosso_numero": 1},
        {"multa_percentual": 0},
        {"desconto_valor": Decimal(1), "desconto_ate": HOJE},
        {"motivo_cancelamento": "Outro."},
        {"data_renegociacao": AGORA},
        {"situacao": "aguardando", "data_pagamento": None, "valor_pago": None, "data_cancelamento": None},
        {"situacao": "cancelado", "data_pagamento": None, "valor_pago": None, "data_cancelamento": AGORA, "juros_ao_mes": 0},
        {"situacao": "quitado", "data_pagamento": HOJE, "valor_pago": Decimal("0.01"), "data_cancelamento": None},
    ],
    ids="-".join,
)
def test_fatura_quitada_ou_cancelada_nao_muda(encerrar: Callable[[Fatura], object], mudanca: dict[str, Any]) -> None:
    fatura = uma_fatura()
    encerrar(fatura)

    frase = recusa(lambda: Fatura.objects.filter(pk=fatura.pk).update(**mudanca))

    assert frase == f"a fatura {fatura.pk} está {'quitado' if encerrar is pagar else 'cancelado'}: não pode mudar assim"


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", ENCERRAR)
def test_o_que_o_banco_sabe_dela_e_o_link_mudam(encerrar: Callable[[Fatura], object]) -> None:
    fatura = uma_fatura()
    encerrar(fatura)

    assert Fatura.objects.filter(pk=fatura.pk).update(registro="baixado", token="11111111-2222-4333-8444-555555555555") == 1

    conferir_promessas()


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", ENCERRAR)
def test_fatura_quitada_ou_cancelada_nao_se_apaga(encerrar: Callable[[Fatura], object]) -> None:
    fatura = uma_fatura()
    encerrar(fatura)

    assert "não pode ser apagada" in recusa(lambda: sql("delete from fatura where id_fatura = %s", fatura.pk))
    assert "não muda" in recusa(lambda: sql("delete from cobranca where id_fatura = %s", fatura.pk)).replace("mudam", "muda")


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", ENCERRAR)
@pytest.mark.parametrize(
    "comando",
    [
        "update cobranca set valor = 1, valor_original = 1 where id_fatura = %s",
        "update cobranca set descricao = 'Outra' where id_fatura = %s",
        "update cobranca set id_fatura = null where id_fatura = %s",
        "update cobranca set cancelada_em = case when cancelada_em is null then now() end where id_fatura = %s",
        "delete from cobranca where id_fatura = %s",
    ],
)
def test_as_cobrancas_de_uma_fatura_fechada_nao_mudam(encerrar: Callable[[Fatura], object], comando: str) -> None:
    fatura = uma_fatura()
    encerrar(fatura)

    assert recusa(lambda: sql(comando, fatura.pk)) == f"a fatura {fatura.pk} está fechada: suas cobranças não mudam"


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", ENCERRAR)
def test_nada_entra_em_uma_fatura_fechada_nem_de_graca(encerrar: Callable[[Fatura], object]) -> None:
    fatura = uma_fatura()
    lancar(Lancamento(cliente=fatura.cliente, descricao="Taxa", valor=Decimal(5), a_partir=HOJE), autor=ANA, agora=AGORA)
    encerrar(fatura)
    de_graca = uma_linha_solta(cliente=fatura.cliente, fatura=fatura, valor=Decimal(0))

    assert "está fechada" in recusa(de_graca.save)
    assert "está fechada" in recusa(lambda: Cobranca.objects.filter(fatura=None).update(fatura=fatura))


@pytest.mark.django_db
@pytest.mark.parametrize("situacao", ["quitado", "cancelado"])
def test_a_fatura_nasce_em_aberto(situacao: str) -> None:
    pronta = uma_fatura(forma=FormaCobranca.objects.create(descricao="BALCÃO", tipo_cobranca="dinheiro"))
    if situacao == "quitado":
        pronta.data_pagamento, pronta.valor_pago = HOJE, pronta.valor
    else:
        pronta.data_cancelamento = AGORA
    pronta.pk, pronta.situacao, pronta.token = None, situacao, "11111111-2222-4333-8444-555555555555"

    assert recusa(lambda: pronta.save(force_insert=True)) == "uma fatura nasce em aberto"


@pytest.mark.django_db
def test_ninguem_quita_sem_pagamento_nem_com_outro_valor_ou_dia_que_o_dele() -> None:
    fatura = uma_fatura()
    dados = {"valor": Decimal("100.00"), "data_pagamento": HOJE, "origem": "manual", "registrado_em": AGORA}

    def quitar(valor: str = "100.00", dia: date = HOJE, **outros: object) -> None:
        mudanca: dict[str, Any] = {"situacao": "quitado", "valor_pago": Decimal(valor), "data_pagamento": dia, **outros}
        Fatura.objects.filter(pk=fatura.pk).update(**mudanca)

    def pagar_e_quitar(valor: str = "100.00", dia: date = HOJE, *, quitou: bool = True, **outros: object) -> None:
        Pagamento.objects.create(fatura=fatura, quitou=quitou, **dados)
        quitar(valor, dia, **outros)

    for tentativa in (
        quitar,
        lambda: pagar_e_quitar(quitou=False),
        lambda: pagar_e_quitar("99.00"),
        lambda: pagar_e_quitar(dia=date(2026, 11, 19)),
        lambda: pagar_e_quitar(data_vencimento=HOJE),
    ):
        assert "não pode mudar assim" in recusa(tentativa)

    pagar_e_quitar()
    conferir_promessas()


@pytest.mark.django_db
@pytest.mark.parametrize("encerrar", [None, cancelar])
@pytest.mark.parametrize("quitou", [True, False])
def test_nao_ha_pagamento_de_fatura_que_nao_esteja_quitada(encerrar: Callable[[Fatura], object] | None, *, quitou: bool) -> None:
    fatura = uma_fatura()
    if encerrar:
        encerrar(fatura)

    def inserir() -> None:
        Pagamento.objects.create(fatura=fatura, valor=100, data_pagamento=HOJE, origem="manual", quitou=quitou, registrado_em=AGORA)

    assert recusa(inserir) == "pagamento_quita_a_fatura"


@pytest.mark.django_db
def test_dois_pagamentos_nao_quitam_a_mesma_fatura() -> None:
    fatura = uma_fatura()
    pagamento = pagar(fatura)
    pagamento.pk = None

    assert recusa(lambda: pagamento.save(force_insert=True)) == "pagamento_um_quita"


@pytest.mark.django_db
def test_desfeito_o_pagamento_a_fatura_nao_fica_quitada() -> None:
    pagamento = pagar(uma_fatura())

    assert recusa(lambda: Pagamento.objects.filter(pk=pagamento.pk).update(estornado_em=AGORA)) == "pagamento_quita_a_fatura"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mudanca",
    [
        "valor = 1",
        "data_pagamento = '2026-11-01'",
        "origem = 'retorno'",
        "quitou = false",
        "registrado_em = now()",
        "motivo_estorno = 'Sem ter sido desfeito'",
        "estornado_em = now(), valor = 1",
    ],
)
def test_o_pagamento_fica_como_veio(mudanca: str) -> None:
    pagamento = pagar(uma_fatura())

    frase = recusa(lambda: sql(f"update pagamento set {mudanca} where id_pagamento = %s", pagamento.pk))

    assert frase == f"o pagamento {pagamento.pk} não muda: só pode ser desfeito, uma vez"


@pytest.mark.django_db
def test_o_pagamento_desfeito_nao_volta_nem_se_apaga() -> None:
    pagamento = pagar(uma_fatura())
    desfazer(pagamento)

    for comando in (
        "update pagamento set estornado_em = null where id_pagamento = %s",
        "update pagamento set motivo_estorno = 'Outro' where id_pagamento = %s",
        "delete from pagamento where id_pagamento = %s",
    ):
        assert "não muda" in recusa(lambda comando=comando: sql(comando, pagamento.pk))  # type: ignore[misc]


@pytest.mark.django_db
def test_o_valor_da_fatura_e_a_soma_das_cobrancas() -> None:
    fatura = uma_fatura()
    fatura_de_outro = uma_fatura(cliente=um_cliente("CAIO"))
    sobra = uma_linha_solta(cliente=fatura.cliente, fatura=fatura)
    espera = uma_linha_solta(cliente=fatura.cliente)
    espera.save()

    for tentativa in (
        lambda: Fatura.objects.filter(pk=fatura.pk).update(valor=Decimal("99.99")),
        sobra.save,
        lambda: Cobranca.objects.filter(pk=espera.pk).update(fatura=fatura),
        lambda: sql("update cobranca set valor = 1, valor_original = 1 where id_fatura = %s", fatura.pk),
        lambda: sql("update cobranca set id_fatura = null where id_fatura = %s", fatura.pk),
        lambda: sql("update cobranca set id_fatura = %s where id_fatura = %s", fatura_de_outro.pk, fatura.pk),
        lambda: sql("delete from cobranca where id_fatura = %s", fatura.pk),
    ):
        assert recusa(tentativa) == "fatura_soma_das_cobrancas"


@pytest.mark.django_db
def test_a_soma_so_e_conferida_no_fim_e_o_certo_passa() -> None:
    fatura = uma_fatura()

    uma_linha_solta(cliente=fatura.cliente, fatura=fatura).save()
    Fatura.objects.filter(pk=fatura.pk).update(valor=Decimal("105.00"))

    conferir_promessas()


@pytest.mark.django_db
def test_nao_ha_fatura_sem_cobranca_nem_com_a_de_outro_cliente() -> None:
    fatura = uma_fatura()
    outro = um_cliente("CAIO")

    def esvaziar() -> None:
        Cobranca.objects.all().delete()
        Fatura.objects.update(valor=0)

    assert recusa(esvaziar) == "fatura_soma_das_cobrancas"
    assert recusa(lambda: Cobranca.objects.update(cliente=outro)) == "fatura_soma_das_cobrancas"
    assert recusa(lambda: Fatura.objects.filter(pk=fatura.pk).update(cliente=outro)) == "fatura_soma_das_cobrancas"


@pytest.mark.django_db
def test_fatura_e_cobrancas_se_cancelam_juntas() -> None:
    uma_fatura()

    so_a_fatura = recusa(lambda: Fatura.objects.update(situacao="cancelado", data_cancelamento=AGORA))
    so_a_linha = recusa(lambda: Cobranca.objects.update(cancelada_em=AGORA))

    assert so_a_fatura == so_a_linha == "fatura_soma_das_cobrancas"


@pytest.mark.django_db
def test_a_renegociada_se_cancela_e_suas_cobrancas_ficam() -> None:
    velha, nova = uma_fatura(), uma_fatura()
    cancelada = {"situacao": "cancelado", "data_cancelamento": AGORA, "renegociada_por": nova}

    def com_as_cobrancas() -> None:
        Cobranca.objects.filter(fatura=velha).update(cancelada_em=AGORA)
        Fatura.objects.filter(pk=velha.pk).update(**cancelada)

    assert recusa(com_as_cobrancas) == "fatura_soma_das_cobrancas"
    Fatura.objects.filter(pk=velha.pk).update(**cancelada)
    conferir_promessas()


@pytest.mark.django_db
def test_nenhum_dia_de_um_servico_esta_em_duas_mensalidades() -> None:
    servico = um_servico()
    uma_fatura(um_mes(servico), cliente=servico.cliente)
    dados: dict[str, Any] = {"cliente": servico.cliente, "cliente_servico": servico, "tipo": "mensalidade"}

    def de_novo(inicio: date, fim: date, **campos: object) -> Cobranca:
        return uma_linha_solta(**{**dados, **campos}, periodo_inicio=inicio, periodo_fim=fim)

    for repetida in (
        de_novo(date(2026, 11, 9), date(2026, 12, 9)),
        de_novo(date(2026, 12, 8), date(2026, 12, 9)),
        de_novo(date(2026, 1, 1), date(2027, 1, 1)),
    ):
        assert recusa(repetida.save) == "cobranca_um_dia_uma_vez"
    for sem_periodo in (de_novo(date(2026, 1, 1), date(2026, 1, 1)), uma_linha_solta(**dados)):
        assert recusa(sem_periodo.save) == "cobranca_mensalidade_tem_periodo"

    de_novo(date(2026, 12, 9), date(2027, 1, 9)).save()
    de_novo(date(2026, 11, 9), date(2026, 12, 9), cancelada_em=AGORA).save()
    de_novo(date(2026, 11, 9), date(2026, 12, 9), tipo="pacote").save()


@pytest.mark.django_db
def test_o_numero_de_uma_conta_e_de_uma_fatura_so() -> None:
    uma, outra = uma_fatura(), uma_fatura()

    frase = recusa(lambda: Fatura.objects.filter(pk=outra.pk).update(nosso_numero=uma.nosso_numero))

    assert frase == "fatura_nosso_numero_unico"


@pytest.mark.django_db
def test_a_decisao_sobre_debito_so_se_acrescenta() -> None:
    servico = um_servico()
    fatura = uma_fatura(um_mes(servico), cliente=servico.cliente)
    AvisoDebito.objects.create(fatura=fatura, criado_em=AGORA, texto="Sua fatura venceu.")
    DecisaoInadimplencia.objects.create(
        cliente_servico=servico,
        quando=AGORA,
        dia=HOJE,
        acao="suspender",
        motivo="Fatura vencida há 16 dias.",
        artigo="RGC, art. 90",
        faturas=[fatura.pk],
        regra=RegraCobranca.em(HOJE),
    )

    for comando in ("delete from decisao_inadimplencia", "update decisao_inadimplencia set motivo = 'Outro'"):
        assert recusa(lambda comando=comando: sql(comando), de=DatabaseError) == (  # type: ignore[misc]
            "a tabela decisao_inadimplencia só recebe linhas novas"
        )


@pytest.mark.django_db
def test_as_regras_de_cobranca_vem_com_o_banco_e_nao_ficam_abaixo_da_lei() -> None:
    regra = RegraCobranca.em(date(2026, 1, 1))

    assert (regra.vigente_desde, regra.dias_para_suspender, RegraCobranca.em(date(2020, 1, 1))) == (date(2025, 9, 1), 15, regra)
    assert recusa(lambda: RegraCobranca.objects.update(dias_para_suspender=14)) == "regra_cobranca_quinze_dias"


@pytest.mark.usefixtures("banco_confirmado")
def test_a_soma_errada_nao_passa_do_fim_de_uma_transacao_de_verdade() -> None:
    fatura = uma_fatura()

    with pytest.raises(IntegrityError, match="suas 1 cobranças somam"), transaction.atomic():
        Fatura.objects.filter(pk=fatura.pk).update(valor=Decimal("1.00"))

    fatura.refresh_from_db()
    assert fatura.valor == Decimal("100.00")


@pytest.mark.usefixtures("banco_confirmado")
def test_nada_entra_na_fatura_enquanto_ela_e_quitada() -> None:
    fatura = uma_fatura()
    de_graca = uma_linha_solta(cliente=fatura.cliente, fatura=fatura, valor=Decimal(0))

    entrada = ao_mesmo_tempo(lambda: pagar(fatura), de_graca.save)

    assert isinstance(entrada.exception(), IntegrityError)
    assert Cobranca.objects.count() == 1
