"""`enlace bench --so sessoes`: two providers, with few and with many sessions, served side by side and measured in turns."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import django
import psycopg

from enlace.bench import dados as provedor
from enlace.bench import historico
from enlace.bench.chamados import um_valor
from enlace.cli.banco import banco_ou_embutido
from enlace.cli.medicao import banco_da_medicao, servindo, token
from enlace.core import datas

COMPARADAS: Final = 200_000


def executar(*, sessoes: int, dados: str) -> int:
    """Make both (once for each size), serve them, measure, print. Returns the exit status."""
    pasta = Path(dados).resolve() / "bench"
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    with banco_ou_embutido(pasta / "postgres"), ExitStack() as servidores:
        from enlace.bench.comparacao import Alvo  # noqa: PLC0415 - once there is a database to be set up for

        alvos = []
        for quantas in (COMPARADAS, sessoes):
            clientes = max(1, quantas // historico.POR_CLIENTE)
            dsn = banco_da_medicao(f"sessoes_{quantas}")
            segredo = _preparar(dsn)
            popular(dsn, clientes)
            endereco, pid = servidores.enter_context(servindo(dsn))
            alvos.append(Alvo(endereco, token(endereco, segredo), dsn, clientes, pid))
        os.environ["DATABASE_URL"] = alvos[0].dsn
        django.setup()
        from enlace.bench.sessoes import medir  # noqa: PLC0415 - after Django's set-up

        for linha in medir(*alvos):
            print(linha, flush=True)
    return 0


def _preparar(dsn: str) -> tuple[str, str]:
    feito = subprocess.run(
        [sys.executable, "-m", "enlace.cli.medicao_preparo"],
        env={**os.environ, "DATABASE_URL": dsn},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    cliente, segredo = json.loads(feito.stdout)
    return cliente, segredo


def popular(dsn: str, clientes: int) -> None:
    """Customers with their year of sessions, in a migrated database that has none yet."""
    with psycopg.connect(dsn, autocommit=True) as conexao:
        quantas = clientes * historico.POR_CLIENTE
        if historico.feito(conexao):
            print(f"{quantas} sessões: já existem.", flush=True)
            return
        inicio = time.monotonic()
        if not um_valor(conexao, "select count(*) from cliente"):
            provedor.criar(conexao, clientes)
        historico.criar(conexao, clientes, agora=datas.agora().replace(microsecond=0))
        print(f"{quantas} sessões: criadas em {time.monotonic() - inicio:.0f} s.", flush=True)
