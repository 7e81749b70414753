"""`enlace demo`: everything that a provider needs, on this computer only, from one command.

1. The embedded PostgreSQL starts in the data folder (or DATABASE_URL is used).
2. The database is brought to this version; the demonstration provider is loaded once.
3. Server, live events and worker start as children, and FreeRADIUS where it is installed (`radius_ao_lado`); addresses and
   credentials are printed when they answer.
4. Ctrl-C, SIGTERM or the end of a child but FreeRADIUS stops all of it, PostgreSQL last. A SIGKILL of this process ends the
   children too (see `vigia`); the forgotten PostgreSQL is stopped by the next start.
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
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import django

from enlace.cli import radius_ao_lado
from enlace.cli.banco import banco_ou_embutido
from enlace.cli.radius_ao_lado import RadiusAoLado
from enlace.cli.vigia import VARIAVEL
from enlace.core.errors import ConfigurationRefused

ENDERECO = "127.0.0.1"
_ESPERA = 0.1
_PRAZO_PARA_PARAR = 25


class _Parar(Exception):  # noqa: N818 - not an error: somebody asked us to stop
    """A signal asked us to stop."""


@dataclass(frozen=True)
class Portas:
    """Where it listens; without `radius` no FreeRADIUS is started."""

    painel: int
    eventos: int
    radius: tuple[int, int] | None


def executar(*, portas: Portas, dados: str) -> int:
    """Run the demonstration provider until told to stop. Returns the exit status."""
    _conferir_porta(portas.painel)
    _conferir_porta(portas.eventos)
    pasta = Path(dados).resolve()
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, _ao_sinal)
    try:
        with _so_uma_por_pasta(pasta), banco_ou_embutido(pasta / "postgres"):
            return _servir(portas, pasta)
    except _Parar:
        return 0


def _servir(portas: Portas, pasta: Path) -> int:
    _preparar()
    # There is no proxy that would give both the same origin: each is told where browsers find the other.
    os.environ |= {"ENLACE_PAINEL": f"http://{ENDERECO}:{portas.painel}", "ENLACE_EVENTOS": f"http://{ENDERECO}:{portas.eventos}"}
    leitura, escrita = os.pipe()
    filhos = [
        _filho(["servidor", "--endereco", ENDERECO, "--porta", str(portas.painel)], leitura),
        _filho(["eventos", "--endereco", ENDERECO, "--porta", str(portas.eventos)], leitura),
        _filho(["trabalhador"], leitura),
    ]
    todos = list(filhos)
    try:
        radius = _iniciar_radius(portas.radius, pasta, leitura, todos)
        for cada in (portas.painel, portas.eventos):
            _esperar_resposta(cada, filhos)
        print(_apresentacao(portas.painel, radius), flush=True)
        return _acompanhar(filhos, radius)
    finally:
        _encerrar(todos)
        os.close(leitura)
        os.close(escrita)


def _iniciar_radius(
    portas: tuple[int, int] | None, pasta: Path, vigia: int, todos: list[subprocess.Popen[bytes]]
) -> RadiusAoLado | None:
    def filho(argumentos: list[str], saida: IO[bytes]) -> subprocess.Popen[bytes]:
        # Noted before anything waits for it: a signal may come at that moment.
        todos.append(_filho(argumentos, vigia, saida=saida))
        return todos[-1]

    return portas and radius_ao_lado.iniciar(portas, pasta / "radius.log", endereco=ENDERECO, filho=filho)


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


def _filho(argumentos: list[str], vigia: int, *, saida: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "enlace.cli", *argumentos],
        pass_fds=[vigia],
        env={**os.environ, VARIAVEL: str(vigia)},
        stdin=subprocess.DEVNULL,
        stdout=saida,
        stderr=saida,
    )


def _esperar_resposta(porta: int, filhos: list[subprocess.Popen[bytes]]) -> None:
    while all(filho.poll() is None for filho in filhos):
        with socket.socket() as tentativa:
            if tentativa.connect_ex((ENDERECO, porta)) == 0:
                return
        time.sleep(_ESPERA)


def _acompanhar(filhos: list[subprocess.Popen[bytes]], radius: RadiusAoLado | None) -> int:
    vivo = radius and radius.processo
    while all(filho.poll() is None for filho in filhos):
        time.sleep(_ESPERA)
        if radius and vivo and vivo.poll() is not None:
            vivo = None
            print(
                f"enlace: o FreeRADIUS terminou sozinho; o resto continua. O motivo está no fim de {radius.registro}.",
                file=sys.stderr,
            )
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


def _apresentacao(porta: int, radius: RadiusAoLado | None) -> str:
    from enlace.demo import credenciais  # noqa: PLC0415 - its package reads Django's settings

    base = f"http://{ENDERECO}:{porta}"
    return f"""
Enlace: provedor de demonstração em {base} — só neste computador, com senhas públicas.

  Painel        {base}/
                {credenciais.PAINEL_USUARIO} / {credenciais.PAINEL_SENHA}
                com a mesma senha: suporte@enlace.exemplo (atendente), financeiro@enlace.exemplo,
                gerente@enlace.exemplo, guilherme.couto@enlace.exemplo (técnico)
  API           {base}/api/v1/integracao (documentação: {base}/api/documentacao)
                client_id {credenciais.API_CLIENT_ID}, client_secret {credenciais.API_CLIENT_SECRET}
                {credenciais.API_USUARIO} / {credenciais.API_SENHA}
  RADIUS        {_apresentacao_do_radius(radius)}

Ctrl-C para tudo."""


def _apresentacao_do_radius(radius: RadiusAoLado | None) -> str:
    from enlace.demo import credenciais  # noqa: PLC0415 - as above

    if radius is None:
        return "não pedido"
    if radius.processo is None:
        return f"não iniciado. {radius.motivo}"
    auth, acct = radius.portas
    return (
        f"{ENDERECO}, portas {auth} e {acct}, segredo {credenciais.RADIUS_SEGREDO}\n"
        f"                {credenciais.RADIUS_LOGIN} / {credenciais.RADIUS_SENHA}"
    )


def _ao_sinal(_numero: int, _quadro: object) -> None:
    # Once is enough: what follows is the stopping itself, not to be interrupted.
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, signal.SIG_IGN)
    raise _Parar
