"""FreeRADIUS's own client, `radclient`, as a person would use it."""

import contextlib
import shutil
import socket
import subprocess
from pathlib import Path

from enlace.demo import credenciais
from tests.freeradius import Instalacao, exigir


def radclient(porta: int, o_que: str, atributos: str, *, tentativas: int = 3) -> str:
    """Send one packet to 127.0.0.1 with the demonstration's secret; what it prints. `o_que` is `auth` or `acct`."""
    programa = shutil.which("radclient")
    exigir(Path(programa or "/usr/bin/radclient"))
    resultado = subprocess.run(
        [programa or "", "-x", "-r", str(tentativas), "-t", "2", f"127.0.0.1:{porta}", o_que, credenciais.RADIUS_SEGREDO],
        input=atributos,
        capture_output=True,
        text=True,
        check=False,
    )
    return resultado.stdout + resultado.stderr


def exigir_freeradius() -> None:
    """Without it the test is skipped, but on CI fails."""
    exigir(Instalacao().programa)


def portas_de_radius() -> tuple[int, int]:
    """Two neighbouring UDP ports of 127.0.0.1 that nobody uses at this moment."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as uma, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outra:
            uma.bind(("127.0.0.1", 0))
            porta = int(uma.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                outra.bind(("127.0.0.1", porta + 1))
                return porta, porta + 1
