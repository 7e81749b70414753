"""The job, taken from the real queue by a real worker."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.core.datas import agora
from enlace.mensagens.models import Estado, Mensagem
from enlace.mensagens.tests.fabrica import endereco_do_banco, um_servidor, uma_mensagem
from enlace.mensagens.tests.servidor_smtp import servidor_smtp

_TRABALHADOR = """
import django
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(concurrency=4, wait=False)
"""


@pytest.mark.usefixtures("fila_confirmada")
def test_o_trabalhador_envia_o_que_a_fila_tem() -> None:
    instante = agora()
    with servidor_smtp() as smtp:
        um_servidor(smtp.porta)
        for n in range(8):
            uma_mensagem(instante, destino=f"cliente{n}@exemplo.test", validade=instante + timedelta(days=1))

        comando = [sys.executable, "-W", "ignore", "-c", _TRABALHADOR]
        subprocess.run(comando, check=True, env={**os.environ, "DATABASE_URL": endereco_do_banco()}, timeout=60)

    assert sorted(recebida.para[0] for recebida in smtp.recebidas) == [f"cliente{n}@exemplo.test" for n in range(8)]
    assert set(Mensagem.objects.values_list("estado", flat=True)) == {Estado.ENVIADA}
    assert set(ProcrastinateJob.objects.filter(task_name="mensagens.enviar").values_list("status", flat=True)) == {"succeeded"}
