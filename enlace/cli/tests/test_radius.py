"""`enlace radius` against the demonstration's database: it becomes the real FreeRADIUS, and refuses what cannot work."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from enlace.cli import freeradius
from enlace.core.errors import ConfigurationRefused
from enlace.demo.credenciais import RADIUS_LOGIN, RADIUS_SENHA
from enlace.projeto.ambiente import ler_banco
from enlace.radius.esquema import PAPEL
from tests.demonstracao import Api, banco_novo
from tests.radclient import exigir_freeradius, portas_de_radius, radclient

pytestmark = pytest.mark.xdist_group("demo")
PRAZO = 60
LOGIN = f"User-Name={RADIUS_LOGIN}, User-Password={RADIUS_SENHA}, NAS-Port-Id=ether8"


@pytest.fixture(autouse=True)
def instalado() -> None:
    exigir_freeradius()


class Processo:
    """The command, running, from its first line to `Ready`."""

    def __init__(self, dados: Path, portas: tuple[int, int], **ambiente: str) -> None:
        self.portas = portas
        self.processo = subprocess.Popen(
            comando(portas),
            env={**os.environ, "ENLACE_DADOS": str(dados), **ambiente},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.saida = ""

    def esperar(self) -> None:
        assert self.processo.stdout
        for linha in self.processo.stdout:
            self.saida += linha
            if "Ready to process requests" in linha:
                return
        pytest.fail(f"enlace radius terminou:\n{self.saida}")

    def terminar(self, sinal: signal.Signals) -> int:
        self.processo.send_signal(sinal)
        return self.processo.wait(PRAZO)


def comando(portas: tuple[int, int], *outros: str) -> list[str]:
    auth, acct = map(str, portas)
    return [sys.executable, "-m", "enlace.cli", "radius", "--porta-auth", auth, "--porta-acct", acct, *outros]


@contextlib.contextmanager
def radius(dados: Path, **ambiente: str) -> Iterator[Processo]:
    processo = Processo(dados, portas_de_radius(), **ambiente)
    try:
        processo.esperar()
        yield processo
    finally:
        processo.processo.kill()
        processo.processo.wait()
        if processo.processo.stdout:
            processo.processo.stdout.close()


def recusa(dados: Path, *outros: str, portas: tuple[int, int] | None = None, **ambiente: str) -> str:
    resultado = subprocess.run(
        comando(portas or portas_de_radius(), *outros),
        env={**os.environ, "ENLACE_DADOS": str(dados), **ambiente},
        capture_output=True,
        text=True,
        timeout=PRAZO,
        check=False,
    )
    assert resultado.returncode == 1
    assert "Traceback" not in resultado.stderr
    return resultado.stderr


@pytest.mark.parametrize("sinal", [signal.SIGTERM, signal.SIGINT])
def test_atende_um_login_e_um_sinal_o_termina(api: Api, tmp_path: Path, sinal: signal.Signals) -> None:
    with radius(tmp_path / "pasta com 'espaço'", DATABASE_URL=api.banco) as processo:
        resposta = radclient(processo.portas[0], "auth", LOGIN)

        assert "Received Access-Accept" in resposta
        assert "Mikrotik-Rate-Limit" in resposta
        # Its own code, not the signal's: it ended in order.
        assert processo.terminar(sinal) >= 0


def test_processo_e_o_proprio_freeradius_sem_root_e_sem_os_segredos_dos_outros(api: Api, tmp_path: Path) -> None:
    segredos = {"ENLACE_CHAVE_SECRETA": "s" * 60, "ENLACE_CHAVE_JWT": "j"}
    with radius(tmp_path, DATABASE_URL=api.banco, **segredos) as processo:
        visto = psutil.Process(processo.processo.pid)

        assert "enlace.cli" not in visto.cmdline()
        assert visto.uids().real != 0
        assert not {"DATABASE_URL", "DATABASE_RADIUS_URL", *segredos} & visto.environ().keys()
        assert visto.environ()["PGUSER"] == PAPEL


def test_configuracao_e_lida_de_uma_copia_que_so_o_processo_abre(api: Api, tmp_path: Path) -> None:
    with radius(tmp_path, DATABASE_URL=api.banco) as processo:
        pasta = tmp_path / "radius" / str(processo.portas[0])

        assert oct(pasta.stat().st_mode & 0o777) == "0o700"
        assert {oct(arquivo.stat().st_mode & 0o777) for arquivo in (pasta / "raddb").iterdir()} == {"0o600"}


def test_banco_fora_do_ar_ao_iniciar_e_silencio_e_a_volta_dele_basta(api: Api, tmp_path: Path) -> None:
    banco = ler_banco(api.banco)
    soquete = tmp_path / "radius" / "soquete"
    url = "postgresql:///?" + urlencode({**banco, "host": str(soquete), "user": PAPEL})
    with radius(tmp_path, DATABASE_RADIUS_URL=url) as processo:
        calado = radclient(processo.portas[0], "auth", LOGIN, tentativas=1)
        soquete.symlink_to(banco["host"])
        depois = radclient(processo.portas[0], "auth", LOGIN, tentativas=15)

    assert "o banco de dados não respondeu" in processo.saida
    assert "No reply from server" in calado
    assert "Received Access-Accept" in depois


def test_dono_do_banco_e_recusado_porque_pode_demais(api: Api, tmp_path: Path) -> None:
    assert f"use {PAPEL}" in recusa(tmp_path, DATABASE_RADIUS_URL=api.banco)


def test_banco_sem_as_funcoes_e_recusado_com_o_que_fazer(tmp_path: Path) -> None:
    with banco_novo("radius_vazio") as vazio:
        assert "rode enlace migrar" in recusa(tmp_path, DATABASE_URL=vazio)


def test_banco_que_nao_deixa_entrar_e_recusado_com_o_que_ele_diz(api: Api, tmp_path: Path) -> None:
    url = "postgresql:///?" + urlencode({**ler_banco(api.banco), "user": PAPEL, "dbname": "nao_existe"})

    dito = recusa(tmp_path, DATABASE_RADIUS_URL=url)

    assert "não deixa o FreeRADIUS entrar" in dito
    assert "nao_existe" in dito


@pytest.mark.parametrize("endereco", ["0.0.0.0", "::"])  # noqa: S104 - what must be refused
def test_demonstracao_so_atende_este_computador(api: Api, tmp_path: Path, endereco: str) -> None:
    assert "senhas são públicas" in recusa(tmp_path, "--endereco", endereco, DATABASE_URL=api.banco)


def test_porta_ocupada_e_recusada_com_uma_frase(api: Api, tmp_path: Path) -> None:
    with radius(tmp_path, DATABASE_URL=api.banco) as processo:
        dito = recusa(tmp_path / "outra", portas=processo.portas, DATABASE_URL=api.banco)

    assert f"Não foi possível usar 127.0.0.1:{processo.portas[0]}" in dito


def test_modulo_do_postgres_que_falta_e_dito_com_o_que_instalar(tmp_path: Path) -> None:
    (tmp_path / "rlm_sql.so").touch()

    with pytest.raises(freeradius.FreeRadiusAusente, match=r"módulo do PostgreSQL.*freeradius-postgresql"):
        freeradius.encontrar(str(tmp_path))


def test_sem_os_modulos_diz_onde_procurou(tmp_path: Path) -> None:
    with pytest.raises(freeradius.FreeRadiusAusente, match=str(tmp_path)):
        freeradius.encontrar(str(tmp_path))


def test_configuracao_que_o_freeradius_nao_le_e_recusada_com_o_que_ele_diz(tmp_path: Path) -> None:
    (tmp_path / "radiusd.conf").write_text("modules {\n  nada_disso {\n  }\n}\n")
    (tmp_path / "radiusd.conf").chmod(0o600)

    with pytest.raises(ConfigurationRefused, match=r"recusou a configuração:\n"):
        freeradius.conferir(freeradius.encontrar().programa, tmp_path, dict(os.environ))


@pytest.mark.parametrize(
    "opcoes", [("--porta-auth", "0"), ("--endereco", "servidor"), ("--porta-auth", "1900", "--porta-acct", "1900"), ("--nada",)]
)
def test_opcoes_que_nao_servem_sao_recusadas(opcoes: tuple[str, ...]) -> None:
    resultado = subprocess.run([sys.executable, "-m", "enlace.cli", "radius", *opcoes], capture_output=True, check=False)

    assert resultado.returncode == 2
