"""`enlace bench`: a provider of N customers in a database of its own, a server, and the measurements of `enlace.bench`."""

import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import django
import psycopg
import requests
from psycopg import sql

from enlace.cli.banco import banco_ou_embutido
from enlace.cli.demonstracao import ENDERECO
from enlace.projeto.ambiente import ler_banco

_PROCESSOS = 2
_EMAIL, _SENHA = "bench@enlace.invalid", "uma senha de medicao qualquer"


def executar(*, clientes: int, dados: str, so_telas: bool = False) -> int:
    """Make the provider (once for each size), serve it, measure all or the panel's screens, print. Returns the exit status."""
    pasta = Path(dados).resolve() / "bench"
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    with banco_ou_embutido(pasta / "postgres"):
        dsn = banco_da_medicao(str(clientes))
        os.environ["DATABASE_URL"] = dsn
        django.setup()
        _popular(dsn, clientes)
        _medir(dsn, clientes, so_telas=so_telas)
    return 0


def banco_da_medicao(tamanho: str) -> str:
    """A database of DATABASE_URL's server, named after its size, made when it is not there."""
    servidor = os.environ["DATABASE_URL"]
    nome = f"enlace_bench_{tamanho}"
    with psycopg.connect(servidor, autocommit=True) as conexao:
        if not conexao.execute("select from pg_database where datname = %s", [nome]).rowcount:
            conexao.execute(sql.SQL("create database {}").format(sql.Identifier(nome)))
    return "postgresql:///?" + urlencode({**ler_banco(servidor), "dbname": nome})


def _popular(dsn: str, clientes: int) -> None:
    from enlace.bench import chamados, cobranca, dados  # noqa: PLC0415 - after Django's set-up
    from enlace.cli import preparo  # noqa: PLC0415

    preparo.preparar(silencio=True)
    with psycopg.connect(dsn, autocommit=True) as conexao:
        for o_que, tabela, quantos, criar in (
            ("clientes", "cliente", clientes, dados.criar),
            ("atendimentos", "atendimento", clientes * chamados.POR_CLIENTE, chamados.criar),
            ("serviços cobrados", "cobranca_servico", clientes, cobranca.criar),
        ):
            if chamados.um_valor(conexao, f"select count(*) from {tabela}") >= quantos:
                print(f"{quantos} {o_que}: já existem.", flush=True)
                continue
            inicio = time.monotonic()
            criar(conexao, clientes)
            print(f"{quantos} {o_que}: criados em {time.monotonic() - inicio:.0f} s.", flush=True)


def _medir(dsn: str, clientes: int, *, so_telas: bool) -> None:
    from enlace.bench import execucao, painel  # noqa: PLC0415
    from enlace.bench.comparacao import CONEXOES, Alvo  # noqa: PLC0415 - after Django's set-up

    segredo = cliente_api()
    with servindo(dsn) as (endereco, pid):
        print(
            f"\n{platform.machine()}, {os.cpu_count()} núcleos, {clientes} clientes, {CONEXOES} conexões, {_PROCESSOS} processos\n"
        )
        for linha in (painel if so_telas else execucao).medir(Alvo(endereco, token(endereco, segredo), dsn, clientes, pid)):
            print(linha, flush=True)


@contextmanager
def servindo(dsn: str) -> Iterator[tuple[tuple[str, int], int]]:
    """A server of that database: where it listens, and its process."""
    porta = porta_livre()
    servidor = subprocess.Popen(
        [sys.executable, "-m", "enlace.cli", "servidor", "--porta", str(porta), "--processos", str(_PROCESSOS)],
        env={**os.environ, "DATABASE_URL": dsn},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield (ENDERECO, porta), servidor.pid
    finally:
        servidor.terminate()
        servidor.wait(30)


def cliente_api() -> tuple[str, str]:
    """A new API client that may do everything: its id and its secret. After Django's set-up."""
    from enlace.contas.clientes_api import criar_cliente_api  # noqa: PLC0415 - after Django's set-up
    from enlace.contas.models import Usuario, todos_os_grupos  # noqa: PLC0415
    from enlace.contas.usuarios import criar_usuario  # noqa: PLC0415

    usuario = Usuario.objects.filter(email=_EMAIL).first() or criar_usuario(nome="Medição", email=_EMAIL, senha=_SENHA)
    cliente, segredo = criar_cliente_api(nome="bench", usuario=usuario, permissoes=todos_os_grupos())
    return cliente.client_id, segredo


def token(endereco: tuple[str, int], segredo: tuple[str, str]) -> str:
    """A token for the server that is starting there."""
    esperar(endereco)
    corpo = {"grant_type": "password", "client_id": segredo[0], "client_secret": segredo[1], "username": _EMAIL, "password": _SENHA}
    resposta = requests.post(f"http://{endereco[0]}:{endereco[1]}/oauth/token", json=corpo, timeout=30)
    resposta.raise_for_status()
    return str(resposta.json()["access_token"])


def esperar(endereco: tuple[str, int]) -> None:
    """Wait until somebody listens there."""
    prazo = time.monotonic() + 30
    while time.monotonic() < prazo:
        with socket.socket() as tentativa:
            if tentativa.connect_ex(endereco) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("o servidor não respondeu em 30 s")


def porta_livre() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as soquete:
        soquete.bind((ENDERECO, 0))
        return int(soquete.getsockname()[1])
