"""The same statements through the bare driver: what the database alone can do, seen from Python."""

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings

from enlace.bench.carga_http import Medida
from enlace.core.db import OPCOES_DA_CONEXAO, Parametro


def conectar(dsn: str) -> "psycopg.Connection[Any]":
    """A connection with the settings of the server's own."""
    conexao = psycopg.connect(dsn, autocommit=True, options=OPCOES_DA_CONEXAO)
    conexao.execute(f"set timezone to '{settings.TIME_ZONE}'")
    return conexao


def bombear(dsn: str, sql: str, parametros: Callable[[], dict[str, Parametro]], *, conexoes: int, segundos: float) -> Medida:
    """Run the prepared statement over and over on each of `conexoes` connections, one thread each."""
    medida, tranca = Medida(), threading.Lock()
    largada = threading.Barrier(conexoes + 1)

    def correr() -> None:
        with conectar(dsn) as conexao:
            minhas = []
            conexao.execute(sql, parametros(), prepare=True).fetchone()
            largada.wait()
            fim = time.perf_counter() + segundos
            while (inicio := time.perf_counter()) < fim:
                conexao.execute(sql, parametros(), prepare=True).fetchone()
                minhas.append(time.perf_counter() - inicio)
            with tranca:
                medida.latencias.extend(minhas)

    linhas = [threading.Thread(target=correr) for _ in range(conexoes)]
    for linha in linhas:
        linha.start()
    largada.wait()
    inicio = time.perf_counter()
    for linha in linhas:
        linha.join()
    medida.segundos = time.perf_counter() - inicio
    return medida
