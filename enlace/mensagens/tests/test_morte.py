"""Workers killed with SIGKILL in the middle of a message, and what the next one makes of it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.mensagens import retomada
from enlace.mensagens.entrega import Rede
from enlace.mensagens.envio import enviar
from enlace.mensagens.models import Estado, Mensagem
from enlace.mensagens.tests.fabrica import AGORA, endereco_do_banco, tentativas, um_servidor, uma_mensagem
from enlace.mensagens.tests.servidor_smtp import ServidorSmtp, servidor_smtp

pytestmark = pytest.mark.usefixtures("fila_confirmada")

PRAZO = 30
_TRABALHADOR = """
import sys
import django
django.setup()
from datetime import datetime
from enlace.mensagens.envio import enviar
enviar(int(sys.argv[1]), agora=datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def smtp() -> Iterator[ServidorSmtp]:
    with servidor_smtp() as servidor:
        um_servidor(servidor.porta)
        yield servidor


@contextmanager
def trabalhador(mensagem: Mensagem, agora: datetime = AGORA) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that sends a message; killed at the end if it is still there."""
    comando = [sys.executable, "-W", "ignore", "-c", _TRABALHADOR, str(mensagem.pk), agora.isoformat()]
    with subprocess.Popen(comando, env={**os.environ, "DATABASE_URL": endereco_do_banco()}) as processo:
        try:
            yield processo
        finally:
            processo.kill()


def matar_no_meio(mensagem: Mensagem, smtp: ServidorSmtp) -> None:
    """Kill the worker where the server has stopped, and wait until PostgreSQL knows of its death."""
    with trabalhador(mensagem) as processo:
        assert smtp.parado.wait(PRAZO)
        processo.kill()
        processo.wait(PRAZO)
    smtp.parar_em, smtp.calar = "", False
    smtp.seguir.set()
    while alguem_envia():
        pass


def alguem_envia() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where locktype = 'advisory' and classid = 765002)")
        linha = cursor.fetchone()
    return bool(linha and linha[0])


def estado(mensagem: Mensagem) -> str:
    mensagem.refresh_from_db()
    return mensagem.estado


@pytest.mark.parametrize("comando", ["EHLO", "MAIL", "RCPT"])
def test_morto_antes_da_entrega_a_mensagem_sai_uma_vez(smtp: ServidorSmtp, comando: str) -> None:
    mensagem = uma_mensagem()
    smtp.parar_em = comando
    matar_no_meio(mensagem, smtp)
    assert estado(mensagem) == Estado.ENVIANDO

    retomada.devolver_paradas(agora=AGORA + timedelta(seconds=10))
    assert estado(mensagem) == Estado.PENDENTE
    enviar(mensagem.pk, agora=AGORA + timedelta(seconds=11))

    assert estado(mensagem) == Estado.ENVIADA
    assert tentativas(mensagem) == [("antes", "interrompida"), ("entrega", "enviada")]
    assert len(smtp.recebidas) == 1


def test_morto_na_entrega_a_mensagem_nunca_se_perde_e_a_segunda_tem_a_mesma_identidade(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()
    smtp.calar = True
    matar_no_meio(mensagem, smtp)

    # Its worker's session might only have broken: it is given the time in which it could still be waiting for an answer.
    retomada.devolver_paradas(agora=AGORA + timedelta(minutes=5))
    assert estado(mensagem) == Estado.ENVIANDO
    retomada.devolver_paradas(agora=AGORA + timedelta(minutes=8))
    assert estado(mensagem) == Estado.PENDENTE
    enviar(mensagem.pk, agora=AGORA + timedelta(minutes=9))

    assert estado(mensagem) == Estado.ENVIADA
    assert tentativas(mensagem) == [("entrega", "duvidosa"), ("entrega", "enviada")]
    assert len({recebida.carta["Message-ID"] for recebida in smtp.recebidas}) == 1


def test_a_mensagem_devolvida_volta_a_ter_uma_tarefa(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()
    ProcrastinateJob.objects.all().update(status="failed")
    smtp.parar_em = "RCPT"
    matar_no_meio(mensagem, smtp)

    retomada.devolver_paradas(agora=AGORA)

    mensagem.refresh_from_db()
    assert ProcrastinateJob.objects.get(pk=mensagem.id_tarefa).status == "todo"


def test_a_tarefa_posta_de_volta_retoma_ela_mesma_a_mensagem(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()
    smtp.parar_em = "RCPT"
    matar_no_meio(mensagem, smtp)

    enviar(mensagem.pk, agora=AGORA + timedelta(seconds=1))

    assert estado(mensagem) == Estado.ENVIADA
    assert len(smtp.recebidas) == 1


def test_a_mensagem_de_um_trabalhador_vivo_nao_e_tocada_por_mais_que_demore(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()
    smtp.parar_em = "RCPT"

    with trabalhador(mensagem) as processo:
        assert smtp.parado.wait(PRAZO)
        retomada.devolver_paradas(agora=AGORA + timedelta(hours=1))
        enviar(mensagem.pk, agora=AGORA + timedelta(hours=1))
        assert estado(mensagem) == Estado.ENVIANDO
        smtp.seguir.set()
        assert processo.wait(PRAZO) == 0

    assert estado(mensagem) == Estado.ENVIADA
    assert tentativas(mensagem) == [("entrega", "enviada")]
    assert len(smtp.recebidas) == 1


def test_dois_trabalhadores_ao_mesmo_tempo_enviam_uma_vez(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()

    with trabalhador(mensagem) as um, trabalhador(mensagem) as outro:
        assert um.wait(PRAZO) == 0
        assert outro.wait(PRAZO) == 0

    assert estado(mensagem) == Estado.ENVIADA
    assert len(smtp.recebidas) == 1


def test_quem_perdeu_a_sessao_com_o_banco_nao_entrega_o_que_outro_ja_entregou(smtp: ServidorSmtp) -> None:
    """PostgreSQL restarted under a worker in the middle: its lock is gone, and with it the message."""
    mensagem = uma_mensagem()
    smtp.parar_em = "RCPT"
    falhas: list[Exception] = []
    vitima = threading.Thread(target=_enviar_em_outra_linha, args=(mensagem.pk, falhas))
    vitima.start()
    assert smtp.parado.wait(PRAZO)
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 765002")
    while alguem_envia():
        pass

    smtp.parar_em = ""
    enviar(mensagem.pk, agora=AGORA + timedelta(seconds=1))
    smtp.seguir.set()
    vitima.join(PRAZO)

    assert estado(mensagem) == Estado.ENVIADA
    assert len(smtp.recebidas) == 1
    assert len(falhas) == 1


def test_mensagem_que_mata_todo_trabalhador_um_dia_falha() -> None:
    mensagem = uma_mensagem(validade=AGORA + timedelta(days=7))
    for _ in range(7):
        Mensagem.objects.filter(pk=mensagem.pk).update(estado=Estado.ENVIANDO)
        mensagem.historico.create(numero=mensagem.historico.count() + 1, via="x", inicio=AGORA)
        retomada.devolver_paradas(agora=AGORA)

    assert estado(mensagem) == Estado.FALHOU


def _enviar_em_outra_linha(chave: int, falhas: list[Exception]) -> None:
    try:
        enviar(chave, agora=AGORA, rede=Rede(ler=PRAZO))
    except Exception as falha:  # noqa: BLE001 - any of the driver's; the test counts them
        falhas.append(falha)
    finally:
        connection.close()
