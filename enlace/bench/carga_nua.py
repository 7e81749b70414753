"""The same statements through the bare driver: what the database alone can do, seen from Python."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeAlias

import psycopg
from django.conf import settings

from enlace.bench.carga_http import Medida
from enlace.core.db import OPCOES_DA_CONEXAO, Parametro

# What is measured: something done once on a connection.
Vez: TypeAlias = Callable[["psycopg.Connection[Any]"], object]


def conectar(dsn: str) -> "psycopg.Connection[Any]":
    """A connection with the settings of the server's own."""
    conexao = psycopg.connect(dsn, autocommit=True, options=OPCOES_DA_CONEXAO)
    conexao.execute(f"set timezone to '{settings.TIME_ZONE}'")
    return conexao


def consulta(sql: str, parametros: Callable[[], dict[str, Parametro]]) -> Vez:
    """One prepared statement that answers one row."""

    def vez(conexao: "psycopg.Connection[Any]") -> None:
        conexao.execute(sql, parametros(), prepare=True).fetchone()

    return vez


def bombear(dsn: str, vez: Vez, *, conexoes: int, segundos: float) -> Medida:
    """Do `vez` over and over on each of `conexoes` connections, one thread each."""
    medida, tranca = Medida(), threading.Lock()
    largada = threading.Barrier(conexoes + 1)

    def correr() -> None:
        with conectar(dsn) as conexao:
            minhas = []
            vez(conexao)
            largada.wait()
            fim = time.perf_counter() + segundos
            while (inicio := time.perf_counter()) < fim:
                vez(conexao)
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
