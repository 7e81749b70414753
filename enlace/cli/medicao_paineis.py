"""`enlace bench --so paineis`: the server and the process of events of one provider, and two hundred panels that open and close."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

from enlace.cli.banco import banco_ou_embutido
from enlace.cli.demonstracao import ENDERECO
from enlace.cli.medicao import banco_da_medicao, cliente_api, esperar, porta_livre, servindo, token


def executar(*, clientes: int, dados: str) -> int:
    """Make the provider (once for each size), serve it, measure, print. Returns the exit status."""
    pasta = Path(dados).resolve() / "bench"
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    with banco_ou_embutido(pasta / "postgres"):
        dsn = banco_da_medicao(str(clientes))
        os.environ["DATABASE_URL"] = dsn
        django.setup()
        _popular(dsn, clientes)
        for linha in _medir(dsn, clientes):
            print(linha, flush=True)
    return 0


def _popular(dsn: str, clientes: int) -> None:
    from enlace.bench import dados  # noqa: PLC0415 - after Django's set-up
    from enlace.bench.chamados import um_valor  # noqa: PLC0415
    from enlace.cli import preparo  # noqa: PLC0415

    preparo.preparar(silencio=True)
    with psycopg.connect(dsn, autocommit=True) as conexao:
        if um_valor(conexao, "select count(*) from cliente") >= clientes:
            print(f"{clientes} clientes: já existem.", flush=True)
            return
        inicio = time.monotonic()
        dados.criar(conexao, clientes)
        print(f"{clientes} clientes: criados em {time.monotonic() - inicio:.0f} s.", flush=True)


def _medir(dsn: str, clientes: int) -> Iterator[str]:
    from enlace.bench import paineis  # noqa: PLC0415 - after Django's set-up
    from enlace.bench.comparacao import CONEXOES, Alvo  # noqa: PLC0415

    segredo = cliente_api()
    with servindo(dsn) as (endereco, pid), _eventos() as (onde, quem):
        yield f"\n{platform.machine()}, {os.cpu_count()} núcleos, {clientes} clientes, {CONEXOES} conexões\n"
        yield from paineis.medir(Alvo(endereco, token(endereco, segredo), dsn, clientes, pid), paineis.Eventos(onde, quem))


@contextmanager
def _eventos() -> Iterator[tuple[tuple[str, int], int]]:
    """The process of events on a free port: where it listens, and its number."""
    endereco = (ENDERECO, porta_livre())
    processo = subprocess.Popen(
        [sys.executable, "-m", "enlace.cli", "eventos", "--porta", str(endereco[1])], stderr=subprocess.DEVNULL
    )
    try:
        esperar(endereco)
        yield endereco, processo.pid
    finally:
        processo.terminate()
        processo.wait(30)
