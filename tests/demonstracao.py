"""Fixtures for every test: the demonstration provider, running: the real command, its real server, over a real socket."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import requests
from psycopg import sql

from enlace.demo import credenciais
from enlace.projeto.ambiente import ler_banco
from tests.esquema import Esquema

PRAZO = 60


@dataclass
class Api:
    """A client of the running API that holds every answer against the OpenAPI document."""

    url: str
    banco: str
    dados: Path
    esquema: Esquema = field(init=False)
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.esquema = Esquema(requests.get(f"{self.url}/api/openapi.json", timeout=PRAZO).json())
        corpo = {
            "grant_type": "password",
            "client_id": credenciais.API_CLIENT_ID,
            "client_secret": credenciais.API_CLIENT_SECRET,
            "username": credenciais.API_USUARIO,
            "password": credenciais.API_SENHA,
        }
        self.token = self.pedir("POST", "/oauth/token", json=corpo, token=None).json()["access_token"]

    def pedir(
        self,
        metodo: str,
        rota: str,
        *,
        params: dict[str, str] | str | None = None,
        json: object = None,
        data: str | bytes | dict[str, str] | None = None,
        token: str | None = "",
        cabecalhos: dict[str, str] | None = None,
    ) -> requests.Response:
        """One request; `token=None` sends none, the default sends the good one."""
        portador = self.token if token == "" else token
        resposta = requests.request(
            metodo,
            self.url + rota,
            params=params,
            json=json,
            data=data,
            headers={**({"Authorization": f"Bearer {portador}"} if portador else {}), **(cabecalhos or {})},
            timeout=PRAZO,
        )
        self.esquema.conferir(metodo, rota, resposta)
        return resposta

    def consultar(self, rota: str, **params: str) -> requests.Response:
        """GET a route of the integration by its short name."""
        return self.pedir("GET", f"/api/v1/integracao/{rota}", params=params)


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """`enlace demo` on a free port, with a database of its own."""
    dados = tmp_path_factory.mktemp("dados")
    with banco_novo("demo") as banco, demonstracao(dados, banco) as url:
        yield Api(url, banco, dados)


@contextlib.contextmanager
def banco_novo(nome: str) -> Iterator[str]:
    """A new, empty database on the server of the tests; its address."""
    servidor = os.environ["DATABASE_URL"]
    nome = f"{nome}_{os.environ.get('PYTEST_XDIST_WORKER', 'so')}"
    with psycopg.connect(servidor, autocommit=True) as conexao:
        conexao.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(nome)))
        conexao.execute(sql.SQL("create database {} template template0").format(sql.Identifier(nome)))
        partes = {**ler_banco(servidor), "dbname": nome}
        yield "postgresql:///?" + "&".join(f"{chave}={valor}" for chave, valor in partes.items())
        conexao.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(nome)))


@contextlib.contextmanager
def demonstracao(dados: Path, banco: str) -> Iterator[str]:
    """The command, from its start to its end by SIGTERM; the address at which it answers."""
    porta, porta_eventos = portas_livres(2)
    ambiente = {**os.environ, "DATABASE_URL": banco, "PYTHONUNBUFFERED": "1"}
    processo = subprocess.Popen(
        [
            *(sys.executable, "-m", "enlace.cli", "demo", "--dados", str(dados)),
            *("--porta", str(porta), "--porta-eventos", str(porta_eventos), "--sem-radius"),
        ],
        env=ambiente,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    saida = []
    try:
        assert processo.stdout
        for linha in processo.stdout:
            saida.append(linha)
            if "Ctrl-C" in linha:
                break
        else:
            pytest.fail("enlace demo ended:\n" + "".join(saida))
        yield f"http://127.0.0.1:{porta}"
    finally:
        processo.send_signal(signal.SIGTERM)
        processo.wait(PRAZO)
        if processo.stdout:
            processo.stdout.close()
    assert processo.returncode == 0


def porta_livre() -> int:
    """A port that nobody uses at this moment."""
    return portas_livres(1)[0]


def portas_livres(quantas: int) -> list[int]:
    """Different ports that nobody uses at this moment."""
    with contextlib.ExitStack() as abertos:
        soquetes = [abertos.enter_context(socket.socket()) for _ in range(quantas)]
        for soquete in soquetes:
            soquete.bind(("127.0.0.1", 0))
        return [int(soquete.getsockname()[1]) for soquete in soquetes]
