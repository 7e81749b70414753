"""`enlace radius`: FreeRADIUS with our configuration (deploy/raddb), against the running database.

1. The environment says which database; the role's connection is tried. A database that is away keeps nobody from starting:
   FreeRADIUS is silent until it is back.
2. The configuration is copied into a folder that only this process reads: the clone's own files may be readable to nobody else, or
   writable to all, which FreeRADIUS refuses.
3. FreeRADIUS reads it once to say what is wrong, and then this process becomes FreeRADIUS: signals and exit are its own.

Neither Django nor its keys are needed: a computer that only answers concentrators holds no secret but the role's password.
"""

import os
import socket
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from enlace.cli import banco_do_radius, freeradius, sistema, vigia
from enlace.cli.porta import DemonstracaoAberta, recusar_porta_ocupada, so_este_computador
from enlace.cli.postgres import USUARIO_DO_SISTEMA
from enlace.core.errors import ConfigurationRefused
from enlace.projeto.ambiente import AmbienteDoRadius, ler_banco, ler_do_radius, pasta_de_dados

_USUARIO_DO_FREERADIUS = "freerad"
# What this process is told and FreeRADIUS needs not know.
_SO_NOSSAS = ("DATABASE_URL", "DATABASE_RADIUS_URL", "ENLACE_CHAVE_SECRETA", "ENLACE_CHAVE_JWT", vigia.VARIAVEL)


@dataclass(frozen=True)
class Escuta:
    """Where it listens."""

    endereco: str
    porta_auth: int
    porta_acct: int


def atender(escuta: Escuta) -> int:
    """Become FreeRADIUS, which serves until a signal says stop; comes back only as a ConfigurationRefused."""
    ambiente = ler_do_radius()
    instalacao = freeradius.encontrar(ambiente.modulos)
    banco = banco_do_radius.escolher(ambiente.banco, ler_banco(os.environ.get("DATABASE_URL", "")))
    variaveis = banco_do_radius.variaveis(banco)
    arquivos = ler_configuracao()
    pasta = pasta_de_dados() / "radius" / str(escuta.porta_auth)
    _preparar(pasta, usuario=_usuario(banco))
    _conferir_banco(banco, escuta.endereco)
    for porta in (escuta.porta_auth, escuta.porta_acct):
        recusar_porta_ocupada(escuta.endereco, porta, socket.SOCK_DGRAM)
    raddb = pasta / "raddb"
    _escrever(arquivos, raddb)
    processo = _ambiente_do_processo(ambiente, instalacao, escuta, pasta) | variaveis
    freeradius.conferir(instalacao.programa, raddb, processo)
    vigia.vigiar_quem_virei()
    comando = [str(instalacao.programa), "-f", "-l", "stdout", "-d", str(raddb)]
    os.execve(comando[0], comando, processo)  # noqa: S606 - a shell would only stand between


def _usuario(banco: dict[str, str]) -> str | None:
    """As root: who to be instead. The embedded database lets in only its own user."""
    if os.geteuid() != 0:
        return None
    if not banco_do_radius.e_embutido(banco) and sistema.existe(_USUARIO_DO_FREERADIUS):
        return _USUARIO_DO_FREERADIUS
    sistema.garantir_usuario(USUARIO_DO_SISTEMA)
    return USUARIO_DO_SISTEMA


def _preparar(pasta: Path, *, usuario: str | None) -> None:
    """A folder of its own, and from here on its user: what is written there later is not written by root."""
    pasta.mkdir(parents=True, exist_ok=True, mode=0o700)
    if usuario:
        sistema.emprestar(pasta, usuario)
        sistema.tornar_se(usuario)
    pasta.chmod(0o700)
    os.chdir(pasta)


def _conferir_banco(banco: dict[str, str], endereco: str) -> None:
    demonstracao = banco_do_radius.conferir(banco)
    if demonstracao is None:
        print(
            "enlace: o banco de dados não respondeu; o RADIUS não responde a ninguém até que ele volte.",
            file=sys.stderr,
            flush=True,
        )
    if demonstracao and not so_este_computador(endereco):
        raise DemonstracaoAberta


def ler_configuracao() -> dict[str, bytes]:
    """The files of deploy/raddb: beside the package in a clone, with the environment's data when it was installed."""
    for pasta in (Path(__file__).parents[2] / "deploy" / "raddb", Path(sysconfig.get_path("data")) / "share" / "enlace" / "raddb"):
        if (pasta / "radiusd.conf").is_file():
            return {arquivo.name: arquivo.read_bytes() for arquivo in pasta.iterdir() if arquivo.is_file()}
    raise ConfigurationRefused("A configuração do FreeRADIUS (deploy/raddb) não veio com esta instalação do Enlace.")


def _escrever(arquivos: dict[str, bytes], raddb: Path) -> None:
    raddb.mkdir(exist_ok=True, mode=0o700)
    for velho in raddb.iterdir():
        velho.unlink()
    for nome, conteudo in arquivos.items():
        arquivo = raddb / nome
        arquivo.touch(mode=0o600)
        arquivo.write_bytes(conteudo)


def _ambiente_do_processo(
    ambiente: AmbienteDoRadius, instalacao: freeradius.FreeRadius, escuta: Escuta, pasta: Path
) -> dict[str, str]:
    """What the head of deploy/raddb/radiusd.conf asks for."""
    return {
        **{nome: valor for nome, valor in os.environ.items() if nome not in _SO_NOSSAS},
        # libpq looks for certificates at home, and root's would be closed to whom we have become.
        "HOME": str(pasta),
        "ENLACE_RADDB": str(pasta / "raddb"),
        "ENLACE_RADIUS_LIBDIR": str(instalacao.modulos),
        "ENLACE_RADIUS_VAR": str(pasta),
        "ENLACE_RADIUS_ENDERECO": escuta.endereco,
        "ENLACE_RADIUS_PORTA_AUTH": str(escuta.porta_auth),
        "ENLACE_RADIUS_PORTA_ACCT": str(escuta.porta_acct),
        "ENLACE_RADIUS_CLIENTES": ambiente.clientes,
        "ENLACE_RADIUS_CLIENTES_IPV6": ambiente.clientes_ipv6,
        "ENLACE_RADIUS_MEMORIA": str(ambiente.memoria),
        "ENLACE_RADIUS_LINHAS": str(ambiente.linhas),
    }
