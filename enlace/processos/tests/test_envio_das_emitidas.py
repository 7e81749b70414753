"""Bills that are due soon are sent once, without anybody asking."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from enlace.clientes.models import Cliente
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.models import Fatura, RegraCobranca
from enlace.mensagens.models import Mensagem, ServidorEmail
from enlace.processos.envio_das_emitidas import enviar_emitidas
from enlace.processos.recebimento import receber
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado, uma_forma
from enlace.servicos.tests.fabrica import um_cliente

pytestmark = pytest.mark.django_db

HOJE = datetime(2026, 12, 5, 13, tzinfo=UTC)


def enviar(agora: datetime = HOJE) -> int:
    return enviar_emitidas(agora=lambda: agora)


@pytest.fixture(autouse=True)
def regras() -> None:
    RegraCobranca.objects.create(vigente_desde=date(2026, 1, 1), enviar_dias_antes=5)
    ServidorEmail.objects.create(
        nome="Servidor", host="127.0.0.1", seguranca="nenhuma", remetente_email="faturas@provedor.example", usado_pela_api=True
    )


def uma_fatura(vencimento: date, *, email: str | None = "bianca@cliente.example") -> Fatura:
    servico = um_servico_cobrado(um_cliente())
    Cliente.objects.filter(pk=servico.cliente_id).update(email_principal=email)
    linha = Linha(descricao="Mensalidade", valor=Decimal(10), servico=servico)
    nova = NovaFatura(cliente=servico.cliente, forma=uma_forma(), vencimento=vencimento, linhas=[linha])
    return emitir(nova, autor=AUTOR, agora=HOJE)


def test_as_que_vencem_nos_proximos_dias_sao_enviadas_uma_vez() -> None:
    faturas = [uma_fatura(date(2026, 12, dia)) for dia in (4, 5, 10, 11)]

    quantas = [enviar(), enviar(), enviar(datetime(2026, 12, 6, 13, tzinfo=UTC))]

    assert quantas == [2, 0, 1]
    assert [m.referencia for m in Mensagem.objects.order_by("pk")] == [f"fatura:{fatura.pk}" for fatura in faturas[1:]]
    assert Mensagem.objects.filter(anexos__tipo="application/pdf").count() == 3


def test_muitas_de_um_dia_vao_em_mais_de_um_lote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enlace.processos.envio_das_emitidas._LOTE", 2)
    for dia in (6, 6, 6, 7, 7):
        uma_fatura(date(2026, 12, dia))

    assert enviar() == 5


def test_sem_a_regra_nada_e_enviado() -> None:
    RegraCobranca.objects.update(enviar_dias_antes=None)
    uma_fatura(date(2026, 12, 6))

    assert enviar() == 0
    assert not Mensagem.objects.exists()


def test_sem_servidor_a_fatura_espera() -> None:
    fatura = uma_fatura(date(2026, 12, 6))
    ServidorEmail.objects.update(usado_pela_api=False)

    sem = enviar()
    ServidorEmail.objects.update(usado_pela_api=True)

    assert (sem, enviar()) == (0, 1)
    fatura.refresh_from_db()
    assert fatura.enviada_em == HOJE


def test_quem_nao_tem_email_nao_e_procurado_de_novo() -> None:
    fatura = uma_fatura(date(2026, 12, 6), email=None)

    assert enviar() == 0
    fatura.refresh_from_db()
    assert fatura.enviada_em == HOJE


def test_fatura_paga_nao_e_enviada() -> None:
    fatura = uma_fatura(date(2026, 12, 6))
    receber(fatura.pk, Recebido(valor=Decimal(10), data_pagamento=date(2026, 12, 5)), autor=AUTOR, agora=HOJE)

    assert enviar() == 0
    assert not Mensagem.objects.exists()
