"""What finds the messages that were forgotten."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.mensagens import retomada
from enlace.mensagens.models import Estado, Mensagem, MensagemAnexo, MensagemTentativa
from enlace.mensagens.saida import Anexo
from enlace.mensagens.tests.fabrica import AGORA, uma_mensagem

pytestmark = pytest.mark.django_db

DEPOIS = AGORA + timedelta(minutes=3)


def com_tarefa(situacao: str) -> Mensagem:
    mensagem = uma_mensagem()
    ProcrastinateJob.objects.all().update(status=situacao)
    return mensagem


@pytest.mark.parametrize("situacao", ["failed", "succeeded", "cancelled"])
def test_mensagem_cuja_tarefa_acabou_sem_ela_ganha_outra(situacao: str) -> None:
    mensagem = com_tarefa(situacao)
    antiga = mensagem.id_tarefa

    retomada.pedir_esquecidas(agora=DEPOIS)

    mensagem.refresh_from_db()
    assert mensagem.id_tarefa != antiga
    assert ProcrastinateJob.objects.get(pk=mensagem.id_tarefa).args == {"id_mensagem": mensagem.pk}


def test_mensagem_cuja_tarefa_sumiu_da_fila_ganha_outra_e_so_uma() -> None:
    com_tarefa("succeeded")
    Mensagem.objects.update(id_tarefa=987654321)

    retomada.pedir_esquecidas(agora=DEPOIS)
    retomada.pedir_esquecidas(agora=DEPOIS)

    assert ProcrastinateJob.objects.filter(status="todo").count() == 1


@pytest.mark.parametrize("situacao", ["todo", "doing"])
def test_mensagem_com_tarefa_viva_e_deixada(situacao: str) -> None:
    com_tarefa(situacao)

    retomada.pedir_esquecidas(agora=DEPOIS)

    assert ProcrastinateJob.objects.count() == 1


def test_mensagem_que_ainda_tem_tempo_e_deixada() -> None:
    com_tarefa("succeeded")

    retomada.pedir_esquecidas(agora=AGORA + timedelta(minutes=1))

    assert not ProcrastinateJob.objects.filter(status="todo").exists()


def test_o_que_passou_da_validade_expira_e_larga_os_anexos() -> None:
    mensagem = uma_mensagem(validade=AGORA + timedelta(hours=1), anexos=(Anexo("a.pdf", "application/pdf", b"1"),))
    outra = uma_mensagem(destino="joao@exemplo.test", validade=AGORA + timedelta(hours=3))

    retomada.expirar_vencidas(agora=AGORA + timedelta(hours=2))

    assert Mensagem.objects.get(pk=mensagem.pk).estado == Estado.EXPIRADA
    assert Mensagem.objects.get(pk=outra.pk).estado == Estado.PENDENTE
    assert MensagemAnexo.objects.count() == 0


def test_so_o_que_terminou_ha_mais_de_um_ano_e_esquecido() -> None:
    antiga, recente, parada = (uma_mensagem(destino=f"{nome}@exemplo.test") for nome in ("antiga", "recente", "parada"))
    ha_muito = AGORA - timedelta(days=366)
    Mensagem.objects.filter(pk=antiga.pk).update(estado=Estado.ENVIADA, enviada_em=ha_muito, finalizada_em=ha_muito)
    antiga.historico.create(numero=1, via="x", inicio=ha_muito, fim=ha_muito, resultado="enviada")
    Mensagem.objects.filter(pk=recente.pk).update(estado=Estado.FALHOU, finalizada_em=AGORA)
    Mensagem.objects.filter(pk=parada.pk).update(criada_em=ha_muito)

    retomada.apagar_antigas(agora=AGORA)

    assert set(Mensagem.objects.all()) == {recente, parada}
    assert MensagemTentativa.objects.count() == 0
