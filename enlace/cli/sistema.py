"""System users, for when root starts us: servers that face a network or keep data do not run as root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path


def existe(usuario: str) -> bool:
    """Whether this computer has the user."""
    try:
        pwd.getpwnam(usuario)
    except KeyError:
        return False
    return True


def garantir_usuario(nome: str) -> None:
    """Make a system user of that name, if there is none."""
    if not existe(nome):
        subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", nome], check=True, capture_output=True)  # noqa: S607 - found on the PATH of root


def emprestar(pasta: Path, usuario: str) -> None:
    """Give the folder to the user and let it pass (not look) through the folders above."""
    shutil.chown(pasta, usuario, pwd.getpwnam(usuario).pw_gid)
    deixar_passar(pasta)


def deixar_passar(caminho: Path) -> None:
    """Let everybody pass (not look) through the folders above this path."""
    for pai in caminho.parents:
        if not pai.stat().st_mode & 0o001:
            pai.chmod(pai.stat().st_mode | 0o001)


def tornar_se(usuario: str) -> None:
    """Be that user from here on, without a way back."""
    quem = pwd.getpwnam(usuario)
    os.setgroups([])
    os.setgid(quem.pw_gid)
    os.setuid(quem.pw_uid)
