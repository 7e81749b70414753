"""Where this computer's FreeRADIUS is."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enlace.core.errors import ConfigurationRefused

COMO_INSTALAR = "apt-get install --no-install-recommends freeradius freeradius-postgresql freeradius-utils"
# Debian's name, and that of its makers.
_NOMES = ("freeradius", "radiusd")
_PASTAS_DO_SISTEMA = ("/usr/local/sbin", "/usr/sbin", "/sbin")
_MODULOS = ("lib/freeradius", "lib64/freeradius", "lib")
_ULTIMAS_LINHAS = 5


class FreeRadiusAusente(ConfigurationRefused):
    """There is no FreeRADIUS here, or not all of it."""

    def __init__(self, o_que: str) -> None:
        super().__init__(f"{o_que} Em Debian e Ubuntu: {COMO_INSTALAR}")


@dataclass(frozen=True)
class FreeRadius:
    """The server's program and the folder of its modules."""

    programa: Path
    modulos: Path


def encontrar(modulos: str = "") -> FreeRadius:
    """The installed FreeRADIUS; `modulos` when its modules are to be looked for in one folder only. `FreeRadiusAusente` without."""
    caminhos = os.pathsep.join((os.environ.get("PATH", os.defpath), *_PASTAS_DO_SISTEMA))
    programa = next((achado for nome in _NOMES if (achado := shutil.which(nome, path=caminhos))), None)
    if programa is None:
        raise FreeRadiusAusente("O FreeRADIUS não está instalado.")
    candidatas = [Path(modulos)] if modulos else list(_pastas_de_modulos(Path(programa)))
    pasta = next((pasta for pasta in candidatas if list(pasta.glob("rlm_sql.*"))), None)
    if pasta is None:
        raise FreeRadiusAusente(f"Os módulos do FreeRADIUS não estão em {', '.join(map(str, candidatas))}.")
    if not list(pasta.glob("rlm_sql_postgresql.*")):
        raise FreeRadiusAusente("Falta ao FreeRADIUS o módulo do PostgreSQL.")
    return FreeRadius(programa=Path(programa), modulos=pasta)


def conferir(programa: Path, raddb: Path, ambiente: dict[str, str]) -> None:
    """Let it read its configuration. Raises ConfigurationRefused with what it says."""
    resultado = subprocess.run(
        [programa, "-C", "-l", "stdout", "-d", raddb],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=ambiente,
    )
    if resultado.returncode:
        dito = "\n".join(resultado.stdout.strip().splitlines()[-_ULTIMAS_LINHAS:])
        raise ConfigurationRefused(f"O FreeRADIUS recusou a configuração:\n{dito}")


def _pastas_de_modulos(programa: Path) -> Iterator[Path]:
    """Beside the program, through its links, then where distributions put them."""
    raizes = dict.fromkeys((programa.parents[1], programa.resolve().parents[1], Path("/usr"), Path("/usr/local")))
    for raiz in raizes:
        for modulos in _MODULOS:
            yield raiz / modulos
