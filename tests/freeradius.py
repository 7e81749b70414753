"""The real FreeRADIUS with our configuration, against the database of the tests and as its own role there, on loopback."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from enlace.cli import sistema
from enlace.cli.freeradius import COMO_INSTALAR
from enlace.cli.postgres import USUARIO_DO_SISTEMA
from enlace.cli.radius import ler_configuracao
from enlace.radius.esquema import PAPEL

# Further installations to try: folders, parted by colons, into which the packages of another version were unpacked (dpkg -x).
OUTROS = "ENLACE_FREERADIUS_OUTROS"
MEMORIA = 1
_COMO_INSTALAR = f"The engine of RADIUS is missing: {COMO_INSTALAR} (Debian, Ubuntu)."
PRONTO = "Ready to process requests"
PACIENCIA = 30


@dataclass(frozen=True)
class Instalacao:
    """One FreeRADIUS of this computer. `raiz` is `/`, or where its packages were unpacked."""

    raiz: Path = Path("/")

    @property
    def programa(self) -> Path:
        """Debian's name of it."""
        return self.raiz / "usr/sbin/freeradius"

    @property
    def modulos(self) -> Path:
        """Its modules and libraries."""
        return self.raiz / "usr/lib/freeradius"

    def comando(self, *argumentos: str | Path) -> list[str | Path]:
        """What starts it; it looks for its dictionaries where it was built to, unless told."""
        return [self.programa, "-D", self.raiz / "usr/share/freeradius", *argumentos]

    def bibliotecas(self) -> dict[str, str]:
        """The environment by which an unpacked one finds its own libraries."""
        return {} if self.raiz == Path("/") else {"LD_LIBRARY_PATH": str(self.modulos)}


@dataclass
class Servidor:
    """A FreeRADIUS that runs."""

    endereco: str
    porta_auth: int
    porta_acct: int
    dito: list[str] = field(default_factory=list)


def instalacoes() -> list[Instalacao]:
    """The one of the system first, then those of the environment; none is looked for elsewhere."""
    outras = [Instalacao(Path(raiz)) for raiz in os.environ.get(OUTROS, "").split(":") if raiz]
    return [Instalacao(), *outras]


def exigir(programa: Path) -> None:
    """Without the program the test is skipped, but on CI fails."""
    if programa.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(_COMO_INSTALAR)
    pytest.skip(_COMO_INSTALAR)


@contextmanager
def freeradius(
    pasta: Path,
    *,
    instalacao: Instalacao | None = None,
    banco: Mapping[str, str] | None = None,
    endereco: str = "127.0.0.1",
    memoria: int = MEMORIA,
) -> Iterator[Servidor]:
    """Run one in the block.

    `pasta` is for what it writes; `banco` are libpq's variables, without them the database of the tests.
    """
    instalacao = instalacao or Instalacao()
    exigir(instalacao.programa)
    servidor = Servidor(endereco, *_portas_livres(endereco))
    ambiente = _ambiente(servidor, instalacao, pasta, memoria) | dict(banco_dos_testes() if banco is None else banco)
    usuario = USUARIO_DO_SISTEMA if os.geteuid() == 0 else None
    raddb = _escrever_configuracao(pasta, usuario)
    with subprocess.Popen(
        instalacao.comando("-f", "-l", "stdout", "-d", raddb),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=ambiente,
        # The folder of the embedded database's socket is open to this user only.
        user=usuario,
        group=usuario,
        extra_groups=[] if usuario else None,
        cwd="/",
    ) as processo:
        decidido = threading.Event()
        leitor = threading.Thread(target=ouvir, args=(processo, servidor.dito, decidido))
        leitor.start()
        try:
            if not decidido.wait(PACIENCIA) or PRONTO not in "".join(servidor.dito):
                pytest.fail("FreeRADIUS does not start:\n" + "".join(servidor.dito))
            yield servidor
        finally:
            processo.kill()
            leitor.join()


def banco_dos_testes() -> dict[str, str]:
    """The database of this worker, for FreeRADIUS's role."""
    ajustes = connection.settings_dict
    return {
        "PGHOST": str(ajustes["HOST"]),
        "PGPORT": str(ajustes["PORT"] or 5432),
        "PGDATABASE": str(ajustes["NAME"]),
        "PGUSER": PAPEL,
    }


@pytest.fixture(scope="session")
def radius(
    banco_de_testes: None,  # noqa: ARG001 - the order matters
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Servidor]:
    """One FreeRADIUS for all tests of this worker. What it shall see must be committed (`banco_confirmado`)."""
    with django_db_blocker.unblock(), freeradius(tmp_path_factory.mktemp("radius")) as servidor:
        yield servidor


def _ambiente(servidor: Servidor, instalacao: Instalacao, pasta: Path, memoria: int) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "ENLACE_RADDB": str(pasta / "raddb"),
        "ENLACE_RADIUS_LIBDIR": str(instalacao.modulos),
        "ENLACE_RADIUS_VAR": str(pasta),
        "ENLACE_RADIUS_ENDERECO": servidor.endereco,
        "ENLACE_RADIUS_PORTA_AUTH": str(servidor.porta_auth),
        "ENLACE_RADIUS_PORTA_ACCT": str(servidor.porta_acct),
        "ENLACE_RADIUS_CLIENTES": "0.0.0.0/0",
        "ENLACE_RADIUS_CLIENTES_IPV6": "::/0",
        "ENLACE_RADIUS_MEMORIA": str(memoria),
        "ENLACE_RADIUS_LINHAS": "8",
        **instalacao.bibliotecas(),
    }


def _escrever_configuracao(pasta: Path, usuario: str | None) -> Path:
    """A copy, as `enlace radius` makes it: the clone may be closed to the user that root lends it to, or writable by all."""
    raddb = pasta / "raddb"
    raddb.mkdir(parents=True)
    for nome, conteudo in ler_configuracao().items():
        (raddb / nome).write_bytes(conteudo)
        (raddb / nome).chmod(0o644)
    if usuario:
        sistema.garantir_usuario(usuario)
        sistema.emprestar(pasta, usuario)
    return raddb


def _portas_livres(endereco: str) -> tuple[int, int]:
    familia = socket.AF_INET6 if ":" in endereco else socket.AF_INET
    with socket.socket(familia, socket.SOCK_DGRAM) as um, socket.socket(familia, socket.SOCK_DGRAM) as outro:
        um.bind((endereco, 0))
        outro.bind((endereco, 0))
        return int(um.getsockname()[1]), int(outro.getsockname()[1])


def ouvir(processo: subprocess.Popen[str], dito: list[str], decidido: threading.Event) -> None:
    """Read what it says to its end, so that it never waits for a reader; `decidido` when it listens or is gone."""
    assert processo.stdout is not None
    for linha in processo.stdout:
        dito.append(linha)
        if PRONTO in linha:
            decidido.set()
    decidido.set()
