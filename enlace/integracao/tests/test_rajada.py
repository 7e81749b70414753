"""Many tickets at once, and a server that is killed in the middle of them: nothing lost, nothing twice."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from enlace.integracao.tests.atendimentos import NOVO, ROTA, Banco
from tests.demonstracao import PRAZO, Api, porta_livre

pytestmark = pytest.mark.xdist_group("demo")

# Nobody else's in these tests.
_SERVICO = 12001
_CONFIRMADOS_ANTES_DE_MATAR = 60
_PEDIDOS = 200


def test_dois_mil_atendimentos_de_32_linhas_tem_dois_mil_protocolos(api: Api, banco: Banco) -> None:
    marca = f"rajada {uuid.uuid4()}"

    with ThreadPoolExecutor(32) as linhas:
        protocolos = list(linhas.map(lambda _vez: _abrir(requests.Session(), api, f"{marca}"), range(2000)))

    assert len(set(protocolos)) == 2000
    gravados = banco.execute(
        "select count(*), count(distinct protocolo), count(o.id_ordem_servico)"
        " from atendimento a left join ordem_servico o using (id_atendimento) where a.descricao_abertura like %s",
        [f"{marca}%"],
    ).fetchone()
    assert gravados == (2000, 2000, 2000)


def test_servidor_morto_no_meio_da_rajada_nao_perde_nem_repete(api: Api, banco: Banco) -> None:
    marca, porta = f"queda {uuid.uuid4()}", porta_livre()
    confirmados: dict[int, str] = {}
    basta = threading.Event()

    def pedir(vez: int) -> None:
        with contextlib.suppress(requests.RequestException):
            confirmados[vez] = _abrir(requests.Session(), outra, f"{marca} {vez}.", chave=f"{marca} {vez}")
        if len(confirmados) >= _CONFIRMADOS_ANTES_DE_MATAR:
            basta.set()

    with _servidor(api, porta) as processo, ThreadPoolExecutor(8) as linhas:
        outra = Api(f"http://127.0.0.1:{porta}", api.banco, api.dados)
        feitos = [linhas.submit(pedir, vez) for vez in range(_PEDIDOS)]
        assert basta.wait(PRAZO)
        os.killpg(processo.pid, signal.SIGKILL)
        for feito in feitos:
            feito.result(PRAZO)
    assert _CONFIRMADOS_ANTES_DE_MATAR <= len(confirmados) < _PEDIDOS

    with _servidor(api, porta):
        # What a careful client does: whatever was not acknowledged is sent again, with its key.
        repetidos = {
            vez: _abrir(requests.Session(), outra, f"{marca} {vez}.", chave=f"{marca} {vez}")
            for vez in range(_PEDIDOS)
            if vez not in confirmados
        }

    gravados = banco.execute(
        "select protocolo, split_part(descricao_abertura, ' | ', 1) from atendimento where descricao_abertura like %s",
        [f"{marca}%"],
    ).fetchall()
    assert len(gravados) == _PEDIDOS
    assert {texto: protocolo for protocolo, texto in gravados} == {
        f"{marca} {vez}.": protocolo for vez, protocolo in {**confirmados, **repetidos}.items()
    }


def _abrir(sessao: requests.Session, api: Api, descricao: str, *, chave: str = "") -> str:
    resposta = sessao.post(
        f"{api.url}{ROTA}",
        json={**NOVO, "id_cliente_servico": _SERVICO, "descricao": descricao},
        headers={"Authorization": f"Bearer {api.token}", **({"Idempotency-Key": chave} if chave else {})},
        timeout=PRAZO,
    )
    sessao.close()
    assert resposta.status_code == 200, resposta.text
    return str(resposta.json()["protocolo"])


@contextlib.contextmanager
def _servidor(api: Api, porta: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A second server on the same provider, in a process group of its own."""
    processo = subprocess.Popen(
        [sys.executable, "-m", "enlace.cli", "servidor", "--porta", str(porta), "--processos", "2"],
        env={**os.environ, "DATABASE_URL": api.banco, "ENLACE_DADOS": str(api.dados)},
        start_new_session=True,
    )
    try:
        while processo.poll() is None:
            with socket.socket() as tentativa:
                if tentativa.connect_ex(("127.0.0.1", porta)) == 0:
                    break
        yield processo
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(processo.pid, signal.SIGKILL)
        processo.wait(PRAZO)
