"""`enlace demo`: everything that a provider needs, on this computer only, from one command.

1. The embedded PostgreSQL starts in the data folder (or DATABASE_URL is used).
2. The database is brought to this version; the demonstration provider is loaded once.
3. Server, live events and worker start as children; addresses and credentials are printed when the first two answer.
4. Ctrl-C, SIGTERM or the end of a child stops all of it, PostgreSQL last. A SIGKILL of this process ends the children too (see
   `vigia`); the forgotten PostgreSQL is stopped by the next start.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from enlace.cli.banco import banco_ou_embutido
from enlace.cli.vigia import VARIAVEL
from enlace.core.errors import ConfigurationRefused

ENDERECO = "127.0.0.1"
_ESPERA = 0.1
_PRAZO_PARA_PARAR = 25


class _Parar(Exception):  # noqa: N818 - not an error: somebody asked us to stop
    """A signal asked us to stop."""


def executar(*, porta: int, porta_eventos: int, dados: str) -> int:
    """Run the demonstration provider until told to stop. Returns the exit status."""
    _conferir_porta(porta)
    _conferir_porta(porta_eventos)
    pasta = Path(dados).resolve()
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, _ao_sinal)
    try:
        with _so_uma_por_pasta(pasta), banco_ou_embutido(pasta / "postgres"):
            return _servir(porta, porta_eventos)
    except _Parar:
        return 0


def _servir(porta: int, porta_eventos: int) -> int:
    _preparar()
    # There is no proxy that would give both the same origin: each is told where browsers find the other.
    os.environ |= {"ENLACE_PAINEL": f"http://{ENDERECO}:{porta}", "ENLACE_EVENTOS": f"http://{ENDERECO}:{porta_eventos}"}
    leitura, escrita = os.pipe()
    filhos = [
        _filho(["servidor", "--endereco", ENDERECO, "--porta", str(porta)], leitura),
        _filho(["eventos", "--endereco", ENDERECO, "--porta", str(porta_eventos)], leitura),
        _filho(["trabalhador"], leitura),
    ]
    os.close(leitura)
    try:
        for cada in (porta, porta_eventos):
            _esperar_resposta(cada, filhos)
        print(_apresentacao(porta), flush=True)
        return _acompanhar(filhos)
    finally:
        _encerrar(filhos)
        os.close(escrita)


@contextmanager
def _so_uma_por_pasta(pasta: Path) -> Iterator[None]:
    """A lock that the kernel lets go however this process ends: two demonstrations on one folder would stop each other's data."""
    with (pasta / ".em-uso").open("w") as trava:
        try:
            fcntl.flock(trava, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as erro:
            raise ConfigurationRefused(
                f"Já há uma demonstração usando a pasta {pasta}; para outra ao mesmo tempo escolha outra: DADOS=outra make run."
            ) from erro
        yield


def _preparar() -> None:
    # Late on purpose: Django reads DATABASE_URL when it is set up, and it is known only now.
    django.setup()
    from enlace.cli import preparo  # noqa: PLC0415

    preparo.preparar(silencio=True)
    from enlace.core.datas import agora  # noqa: PLC0415
    from enlace.demo.carga import carregar  # noqa: PLC0415

    carregar(agora=agora())


def _filho(argumentos: list[str], vigia: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "enlace.cli", *argumentos],
        pass_fds=[vigia],
        env={**os.environ, VARIAVEL: str(vigia)},
        stdin=subprocess.DEVNULL,
    )


def _esperar_resposta(porta: int, filhos: list[subprocess.Popen[bytes]]) -> None:
    while all(filho.poll() is None for filho in filhos):
        with socket.socket() as tentativa:
            if tentativa.connect_ex((ENDERECO, porta)) == 0:
                return
        time.sleep(_ESPERA)


def _acompanhar(filhos: list[subprocess.Popen[bytes]]) -> int:
    while all(filho.poll() is None for filho in filhos):
        time.sleep(_ESPERA)
    print("enlace: um dos processos terminou sozinho; parando os demais.", file=sys.stderr)
    return 1


def _encerrar(filhos: list[subprocess.Popen[bytes]]) -> None:
    for filho in filhos:
        if filho.poll() is None:
            filho.terminate()
    prazo = time.monotonic() + _PRAZO_PARA_PARAR
    for filho in filhos:
        try:
            filho.wait(max(0.1, prazo - time.monotonic()))
        except subprocess.TimeoutExpired:
            filho.kill()
            filho.wait()


def _conferir_porta(porta: int) -> None:
    with socket.socket() as tentativa:
        tentativa.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tentativa.bind((ENDERECO, porta))
        except OSError as erro:
            raise ConfigurationRefused(
                f"A porta {porta} de {ENDERECO} não está livre ({erro.strerror}); escolha outra com PORTA=9000 make run."
            ) from erro


def _apresentacao(porta: int) -> str:
    from enlace.demo import credenciais  # noqa: PLC0415 - its package reads Django's settings

    base = f"http://{ENDERECO}:{porta}"
    return f"""
Enlace: provedor de demonstração em {base} — só neste computador, com senhas públicas.

  Painel        {base}/
                {credenciais.PAINEL_USUARIO} / {credenciais.PAINEL_SENHA}
  API           {base}/api/v1/integracao (documentação: {base}/api/documentacao)
                client_id {credenciais.API_CLIENT_ID}, client_secret {credenciais.API_CLIENT_SECRET}
                {credenciais.API_USUARIO} / {credenciais.API_SENHA}

Ctrl-C para tudo."""


def _ao_sinal(_numero: int, _quadro: object) -> None:
    # Once is enough: what follows is the stopping itself, not to be interrupted.
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, signal.SIG_IGN)
    raise _Parar
