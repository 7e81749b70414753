"""`enlace bench --so radius`: two FreeRADIUS on one database, ours and one with its own SQL, and the load on both in turns."""

import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import psycopg

from enlace.bench import historico
from enlace.bench import radius as medicao
from enlace.cli import banco_do_radius, freeradius, sistema
from enlace.cli.banco import banco_ou_embutido
from enlace.cli.demonstracao import ENDERECO
from enlace.cli.medicao import banco_da_medicao
from enlace.cli.medicao_sessoes import popular
from enlace.cli.postgres import USUARIO_DO_SISTEMA
from enlace.cli.radius import ler_configuracao
from enlace.core.errors import ConfigurationRefused
from enlace.projeto.ambiente import ler_banco, ler_do_radius

_SOBRE = Path(medicao.__file__).parent / "raddb_estoque"
_DO_PACOTE = Path("mods-config/sql/main/postgresql")
_PASTAS_DO_PACOTE = (Path("/etc/freeradius/3.0"), Path("/etc/raddb"))
_PRAZO = 15


def executar(*, clientes: int, dados: str) -> int:
    """Make a provider with a year of sessions (once for each size), start both, measure, print. Returns the exit status."""
    pasta = Path(dados).resolve() / "bench"
    pasta.mkdir(parents=True, exist_ok=True)
    os.environ["ENLACE_DADOS"] = str(pasta)
    instalacao = freeradius.encontrar()
    with banco_ou_embutido(pasta / "postgres"):
        dsn = banco_da_medicao(f"radius_{clientes}")
        os.environ["DATABASE_URL"] = dsn
        django.setup()
        from enlace.cli import preparo  # noqa: PLC0415 - after Django's set-up

        preparo.preparar(silencio=True)
        popular(dsn, clientes)
        for linha in _medir(instalacao, dsn, clientes, pasta):
            print(linha, flush=True)
    return 0


def _medir(instalacao: freeradius.FreeRadius, dsn: str, clientes: int, pasta: Path) -> Iterator[str]:
    with ExitStack() as pilha:
        conexao = pilha.enter_context(psycopg.connect(dsn, autocommit=True))
        medicao.preparar(conexao)
        nosso = pilha.enter_context(_nosso())
        consultas = _do_pacote()
        estoque = None
        if consultas is None:
            yield "As consultas do próprio FreeRADIUS não puderam ser lidas: sem comparação."
        else:
            medicao.preparar_estoque(conexao, consultas / "schema.sql")
            estoque = pilha.enter_context(_estoque(instalacao, dsn, consultas, pasta))
        yield f"\n{platform.machine()}, {os.cpu_count()} núcleos, {clientes} clientes, {clientes * historico.POR_CLIENTE} sessões\n"
        yield from medicao.medir(conexao, clientes, nosso, estoque)


@contextmanager
def _nosso() -> Iterator[medicao.AlvoRadius]:
    alvo = _alvo(medicao.NOSSO)
    portas = ["--porta-auth", str(alvo.acesso[1]), "--porta-acct", str(alvo.contabilidade[1])]
    with _processo([sys.executable, "-m", "enlace.cli", "radius", *portas], os.environ, alvo):
        yield alvo


@contextmanager
def _estoque(instalacao: freeradius.FreeRadius, dsn: str, consultas: Path, pasta: Path) -> Iterator[medicao.AlvoRadius]:
    """The same configuration, with the files of `raddb_estoque` over ours; as the database's owner, in the schema of its tables."""
    alvo = _alvo("estoque")
    raddb = pasta / "radius-estoque"
    shutil.rmtree(raddb, ignore_errors=True)
    raddb.mkdir(parents=True)
    for nome, conteudo in ler_configuracao().items():
        (raddb / nome).write_bytes(conteudo)
    for arquivo in (*_SOBRE.iterdir(), consultas / "queries.conf"):
        shutil.copyfile(arquivo, raddb / arquivo.name)
    if os.geteuid() == 0:
        sistema.emprestar(raddb, USUARIO_DO_SISTEMA)
    variaveis = banco_do_radius.variaveis(ler_banco(dsn)) | {"PGOPTIONS": f"-c search_path={medicao.ESQUEMA_ESTOQUE}"}
    ambiente = {
        **os.environ,
        **variaveis,
        "ENLACE_RADDB": str(raddb),
        "ENLACE_RADIUS_LIBDIR": str(instalacao.modulos),
        "ENLACE_RADIUS_VAR": str(raddb),
        "ENLACE_RADIUS_ENDERECO": ENDERECO,
        "ENLACE_RADIUS_PORTA_AUTH": str(alvo.acesso[1]),
        "ENLACE_RADIUS_PORTA_ACCT": str(alvo.contabilidade[1]),
        "ENLACE_RADIUS_LINHAS": str(ler_do_radius().linhas),
        "ENLACE_BENCH_CONSULTAS": str(raddb / "queries.conf"),
        "ENLACE_BENCH_SEGREDO": medicao.SEGREDO,
    }
    usuario = USUARIO_DO_SISTEMA if os.geteuid() == 0 else None
    with _processo([str(instalacao.programa), "-f", "-l", "stdout", "-d", str(raddb)], ambiente, alvo, usuario=usuario):
        yield alvo


@contextmanager
def _processo(
    comando: list[str], ambiente: Mapping[str, str], alvo: medicao.AlvoRadius, *, usuario: str | None = None
) -> Iterator[None]:
    processo = subprocess.Popen(
        comando,
        env=ambiente,
        stdout=subprocess.DEVNULL,
        user=usuario,
        group=usuario,
        extra_groups=[] if usuario else None,
        cwd="/" if usuario else None,
    )
    try:
        _esperar(processo, alvo)
        yield
    finally:
        processo.terminate()
        processo.wait(_PRAZO)


def _esperar(processo: "subprocess.Popen[bytes]", alvo: medicao.AlvoRadius) -> None:
    """Until both of its ports are taken: a UDP server answers nothing to ask it whether it is there."""
    prazo = time.monotonic() + _PRAZO
    while time.monotonic() < prazo and processo.poll() is None:
        if not any(_livre(endereco) for endereco in (alvo.acesso, alvo.contabilidade)):
            return
        time.sleep(0.1)
    raise ConfigurationRefused(f"O FreeRADIUS “{alvo.nome}” não iniciou em {_PRAZO} s.")


def _livre(endereco: tuple[str, int]) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tentativa:
        try:
            tentativa.bind(endereco)
        except OSError:
            return False
    return True


def _alvo(nome: str) -> medicao.AlvoRadius:
    return medicao.AlvoRadius(nome, (ENDERECO, _porta_livre()), (ENDERECO, _porta_livre()))


def _porta_livre() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
        soquete.bind((ENDERECO, 0))
        return int(soquete.getsockname()[1])


def _do_pacote() -> Path | None:
    """FreeRADIUS's own schema and queries, if they are here and may be read."""
    for pasta in _PASTAS_DO_PACOTE:
        consultas = pasta / _DO_PACOTE
        if all(os.access(consultas / nome, os.R_OK) for nome in ("schema.sql", "queries.conf")):
            return consultas
    return None
