import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest


@pytest.fixture
def sem_servidor(tmp_path: Path) -> Path:
    """A folder for sockets in which no PostgreSQL listens."""
    pasta = tmp_path / "sem-servidor"
    pasta.mkdir()
    return pasta


def migrar(tmp_path: Path, *, senha: str, servidor: Path) -> subprocess.CompletedProcess[str]:
    url = f"postgresql://enlace:{quote(senha, safe='')}@/enlace?host={quote(str(servidor), safe='')}"
    return subprocess.run(
        [sys.executable, "-m", "enlace.cli", "migrar"],
        env={**os.environ, "DATABASE_URL": url, "ENLACE_DADOS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_banco_que_nao_responde_e_recusado_com_o_motivo(tmp_path: Path, sem_servidor: Path) -> None:
    processo = migrar(tmp_path, senha="girassol-de-minas", servidor=sem_servidor)

    assert processo.returncode == 1
    assert processo.stderr.startswith("enlace: O banco de dados de DATABASE_URL não respondeu: ")
    assert str(sem_servidor) in processo.stderr
    assert "girassol-de-minas" not in processo.stderr


def test_motivo_que_contem_a_senha_nao_e_mostrado(tmp_path: Path, sem_servidor: Path) -> None:
    processo = migrar(tmp_path, senha=sem_servidor.name, servidor=sem_servidor)

    assert processo.returncode == 1
    assert processo.stderr.startswith("enlace: O banco de dados de DATABASE_URL não respondeu")
    assert sem_servidor.name not in processo.stderr
