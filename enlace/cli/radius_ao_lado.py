"""FreeRADIUS beside the demonstration: started when it is installed and its ports are free.

Nothing else waits for it and its end ends nothing: panel, API and jobs work without it, as they do in production, where it is a
service of its own, on computers of its own. What it says goes to a file of the data folder.
"""

import os
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from enlace.cli import banco_do_radius, freeradius
from enlace.cli.porta import livre, recusar_porta_ocupada
from enlace.core.errors import ConfigurationRefused
from enlace.projeto.ambiente import ler_banco, ler_do_radius

_ESPERA = 0.1


@dataclass(frozen=True)
class RadiusAoLado:
    """How the start went; `processo` is None when there was none, and then `motivo` says why."""

    portas: tuple[int, int]
    registro: Path
    processo: "subprocess.Popen[bytes] | None"
    motivo: str = ""


def iniciar(
    portas: tuple[int, int], registro: Path, *, endereco: str, filho: Callable[[list[str], IO[bytes]], "subprocess.Popen[bytes]"]
) -> RadiusAoLado:
    """Start it as a child that `filho` makes, with an output, and wait until it listens or has ended."""
    try:
        _conferir(portas, endereco)
    except ConfigurationRefused as recusa:
        return RadiusAoLado(portas, registro, None, str(recusa))
    registro.touch(mode=0o600)
    registro.chmod(0o600)
    with registro.open("wb") as saida:
        processo = filho(["radius", "--endereco", endereco, "--porta-auth", str(portas[0]), "--porta-acct", str(portas[1])], saida)
    while processo.poll() is None and livre(endereco, portas[1], socket.SOCK_DGRAM):
        time.sleep(_ESPERA)
    if processo.poll() is None:
        return RadiusAoLado(portas, registro, processo)
    return RadiusAoLado(portas, registro, None, f"Ele terminou ao iniciar; o motivo está no fim de {registro}.")


def _conferir(portas: tuple[int, int], endereco: str) -> None:
    ambiente = ler_do_radius()
    freeradius.encontrar(ambiente.modulos)
    banco = banco_do_radius.escolher(ambiente.banco, ler_banco(os.environ.get("DATABASE_URL", "")))
    banco_do_radius.variaveis(banco)
    for porta in portas:
        recusar_porta_ocupada(endereco, porta, socket.SOCK_DGRAM)
