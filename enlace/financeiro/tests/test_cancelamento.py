from datetime import date
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.cancelamento import MotivoObrigatorio, revogar_link
from enlace.financeiro.lancamento import creditar
from enlace.financeiro.models import Cobranca, Fatura
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
    uma_linha,
)
from enlace.financeiro.travamento import FaturaCancelada, FaturaDesconhecida, FaturaQuitada


@pytest.mark.django_db
def test_cancelar_guarda_quando_e_por_que() -> None:
    fatura = uma_fatura()

    cancelar(fatura, motivo="  Cliente desistiu. ")

    conferir_promessas()
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.data_cancelamento, fatura.motivo_cancelamento) == ("cancelado", AGORA, "Cliente desistiu.")
    assert fatura.cobrancas.get().cancelada_em == AGORA
    registro = Registro.objects.get(acao="cancelar")
    assert registro.antes == {"situacao": "aguardando", "data_cancelamento": None, "motivo_cancelamento": ""}


@pytest.mark.django_db
def test_os_dias_da_fatura_cancelada_podem_ser_cobrados_de_novo() -> None:
    servico = um_servico()
    cancelar(uma_fatura(um_mes(servico), cliente=servico.cliente))

    nova = uma_fatura(um_mes(servico), cliente=servico.cliente)

    conferir_promessas()
    assert nova.nosso_numero == 272101


@pytest.mark.django_db
def test_os_creditos_da_fatura_cancelada_voltam_a_esperar() -> None:
    cliente = um_cliente()
    credito = creditar(cliente, Decimal(30), descricao="Cortesia", a_partir=HOJE, autor=ANA, agora=AGORA)
    fatura = uma_fatura(uma_linha(), cliente=cliente, pendentes=(credito,))

    cancelar(fatura)

    conferir_promessas()
    credito.refresh_from_db()
    assert (credito.fatura, credito.cancelada_em, credito.valor) == (None, None, Decimal("-30.00"))
    copia = fatura.cobrancas.get(tipo="credito")
    assert (copia.valor, copia.cancelada_em, copia.descricao) == (Decimal("-30.00"), AGORA, credito.descricao)
    assert uma_fatura(uma_linha(), cliente=cliente, pendentes=(credito,)).valor == Decimal("70.00")


@pytest.mark.django_db
def test_so_o_que_esta_aberto_se_cancela_e_com_motivo() -> None:
    paga, cancelada, aberta = uma_fatura(), uma_fatura(), uma_fatura()
    pagar(paga)
    cancelar(cancelada)

    with pytest.raises(FaturaQuitada):
        cancelar(paga)
    with pytest.raises(FaturaCancelada):
        cancelar(cancelada)
    with pytest.raises(FaturaDesconhecida):
        cancelar(Fatura(pk=10**9))
    with pytest.raises(MotivoObrigatorio, match=r"^Informe o motivo do cancelamento\.$"):
        cancelar(aberta, motivo=" \n")

    assert Cobranca.objects.filter(cancelada_em=None).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("situacao", ["aguardando", "quitado", "cancelado"])
def test_o_link_se_revoga_em_qualquer_situacao_sem_deixar_a_chave_no_rastro(situacao: str) -> None:
    fatura = uma_fatura()
    if situacao == "quitado":
        pagar(fatura)
    elif situacao == "cancelado":
        cancelar(fatura)
    antes = fatura.token

    depois = revogar_link(fatura.pk, autor=ANA).token

    conferir_promessas()
    assert depois != antes
    assert Fatura.objects.get().token == depois
    registro = Registro.objects.get(acao="revogar_link")
    assert (registro.antes, registro.depois) == ({}, {})


@pytest.mark.django_db
def test_nao_ha_link_de_fatura_desconhecida_para_revogar() -> None:
    with pytest.raises(FaturaDesconhecida, match=r"^Fatura não encontrada\.$"):
        revogar_link(10**9, autor=ANA)


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_cancelamentos_ao_mesmo_tempo_o_credito_volta_uma_vez() -> None:
    cliente = um_cliente()
    credito = creditar(cliente, Decimal(30), descricao="Cortesia", a_partir=date(2026, 11, 1), autor=ANA, agora=AGORA)
    fatura = uma_fatura(uma_linha(), cliente=cliente, pendentes=(credito,))

    segundo = ao_mesmo_tempo(lambda: cancelar(fatura), lambda: cancelar(fatura))

    assert isinstance(segundo.exception(), FaturaCancelada)
    assert Cobranca.objects.get(fatura=None) == credito
