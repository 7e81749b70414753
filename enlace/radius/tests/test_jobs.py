"""The whole way: a change of state, the queue, a real worker, and FreeRADIUS as the NAS that is told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from enlace.mensagens.tests.fabrica import endereco_do_banco
from enlace.planos.models import Plano
from enlace.processos.tests.confianca import confiar, servico_de, um_suspenso_a_mao, um_suspenso_por_fatura
from enlace.processos.tests.devedores import dia, pagar
from enlace.radius import reconexao
from enlace.radius.ajuste import NasCalado
from enlace.radius.insistencia import PAUSAS, Insistencia
from enlace.radius.jobs import ajustar_divergentes
from enlace.radius.models import PedidoAoNas
from enlace.radius.tests.fabrica import LOGIN, SEGREDO, um_assinante, um_nas
from enlace.radius.tests.sessoes_vivas import SESSAO, uma_viva
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import suspender_por_debito
from tests.demonstracao import porta_livre
from tests.nas_freeradius import nas_freeradius

pytestmark = pytest.mark.usefixtures("banco_confirmado")

_TRABALHADOR = """
import django
django.setup()
from procrastinate.contrib.django import app
# The timetable is not what is tried: its jobs would run when the test happens to run at their minute.
app.periodic_registry.periodic_tasks.clear()
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(concurrency=4, wait=False)
"""


@pytest.fixture
def nas(tmp_path: Path) -> Iterator[None]:
    """A concentrator that has the session, and takes 200M/50M for it and no other speed."""
    with nas_freeradius(tmp_path, segredo=SEGREDO, aceita={(LOGIN, SESSAO)}, velocidades={LOGIN: "50000k/200000k"}) as porta:
        um_nas(porta_incoming=porta)
        yield


def trabalhar() -> None:
    """A worker does what the queue has."""
    comando = [sys.executable, "-W", "ignore", "-c", _TRABALHADOR]
    subprocess.run(comando, check=True, env={**os.environ, "DATABASE_URL": endereco_do_banco()}, timeout=60)


def conectado(servico: ClienteServico) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(login=LOGIN)
    uma_viva(servico)


def pedidos() -> list[tuple[str, str, str]]:
    return list(PedidoAoNas.objects.order_by("pk").values_list("tipo", "origem", "resultado"))


def test_quem_e_suspenso_por_debito_e_desconectado(nas: None) -> None:  # noqa: ARG001 - it runs
    servico = um_assinante()
    uma_viva(servico)

    with transaction.atomic():
        suspender_por_debito(servico=servico, agora=dia(28))
        reconexao.pedir(servico.pk)
    trabalhar()

    assert pedidos() == [("desconexao", "automatico", "aceito")]


def test_quem_e_desbloqueado_em_confianca_sai_do_bloqueio(nas: None) -> None:  # noqa: ARG001 - it runs
    servico = um_suspenso_a_mao()
    conectado(servico)

    confiar(servico)
    trabalhar()

    assert pedidos() == [("desconexao", "automatico", "aceito")]


def test_quem_paga_sai_do_bloqueio(nas: None) -> None:  # noqa: ARG001 - it runs
    fatura = um_suspenso_por_fatura()
    # What the suspension itself asked for is done: nobody was online then.
    trabalhar()
    conectado(servico_de(fatura))

    pagar(fatura, dia(29))
    trabalhar()

    assert pedidos() == [("desconexao", "automatico", "aceito")]


def test_a_velocidade_nova_do_plano_chega_sem_derrubar(nas: None) -> None:  # noqa: ARG001 - it runs
    servico = um_assinante()
    uma_viva(servico)
    Plano.objects.filter(contratados=servico).update(velocidade_download=200_000, velocidade_upload=50_000)

    ajustar_divergentes()

    assert pedidos() == [("mudanca", "automatico", "aceito")]


def test_o_que_a_transacao_desfaz_nao_desconecta(nas: None) -> None:  # noqa: ARG001 - it runs
    servico = um_assinante()
    uma_viva(servico)

    with transaction.atomic():
        suspender_por_debito(servico=servico, agora=dia(28))
        reconexao.pedir(servico.pk)
        transaction.set_rollback(True)
    trabalhar()

    assert pedidos() == []


def test_o_concentrador_calado_e_procurado_de_novo_mais_tarde() -> None:
    um_nas(porta_incoming=porta_livre())
    servico = um_assinante()
    uma_viva(servico)
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")
    reconexao.pedir(servico.pk)

    trabalhar()

    trabalho = ProcrastinateJob.objects.get(task_name="radius.ajustar_sessoes")
    assert (trabalho.status, trabalho.attempts, trabalho.args) == ("todo", 1, {"id_cliente_servico": servico.pk})
    with connection.cursor() as cursor:
        cursor.execute("select scheduled_at > now() from procrastinate_jobs where id = %s", [trabalho.id])
        assert cursor.fetchone() == (True,)
    assert pedidos() == [("desconexao", "automatico", "porta_fechada")]


def test_o_ajuste_passa_a_frente_do_que_espera() -> None:
    reconexao.pedir(um_assinante().pk)

    assert ProcrastinateJob.objects.get(task_name="radius.ajustar_sessoes").priority > 0


def decisao(exception: BaseException, tentativas: int) -> bool:
    """Whether the job is tried again."""
    trabalho = Job(id=1, lock=None, queueing_lock=None, task_name="t", queue="q", attempts=tentativas)
    return Insistencia().get_retry_decision(exception=exception, job=trabalho) is not None


def test_insiste_um_pouco_e_so_contra_o_silencio() -> None:
    assert [decisao(NasCalado(), n) for n in range(len(PAUSAS) + 1)] == [True] * len(PAUSAS) + [False]
    assert not decisao(ValueError(), 0)
