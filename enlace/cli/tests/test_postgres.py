"""The embedded PostgreSQL: who may reach it, and where its socket stands."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from enlace.cli.postgres import BINARIOS, PostgresEmbutido
from enlace.core.errors import ConfigurationRefused

pytestmark = pytest.mark.xdist_group("embutido")
SO_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="outro usuário só pode ser experimentado pelo root")


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[PostgresEmbutido]:
    servidor = PostgresEmbutido(tmp_path / "pg")
    servidor.iniciar()
    yield servidor
    servidor.parar()


def soquete(servidor: PostgresEmbutido) -> Path:
    return Path(servidor.url().split("host=")[1])


def test_so_escuta_no_soquete_do_dono(postgres: PostgresEmbutido) -> None:
    with psycopg.connect(postgres.url()) as conexao:
        escuta = conexao.execute("show listen_addresses").fetchone()
        metodos = conexao.execute("select distinct type, auth_method from pg_hba_file_rules").fetchall()

    assert escuta == ("",)
    assert metodos == [("local", "peer")]
    assert oct(soquete(postgres).stat().st_mode & 0o777) == "0o700"


@SO_ROOT
def test_outro_usuario_do_sistema_nao_entra(postgres: PostgresEmbutido) -> None:
    outro = pwd.getpwnam("nobody")

    resultado = subprocess.run(
        [BINARIOS / "psql", postgres.url(), "-c", "select 1"],
        user=outro.pw_uid,
        group=outro.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )

    assert resultado.returncode != 0
    assert "1 row" not in resultado.stdout


def test_freeradius_entra_com_o_seu_papel_tambem_em_banco_de_uma_versao_anterior(tmp_path: Path) -> None:
    servidor = PostgresEmbutido(tmp_path / "pg")
    servidor.iniciar()
    with psycopg.connect(servidor.url(), autocommit=True) as conexao:
        conexao.execute("create role enlace_radius login")
    servidor.parar()
    (tmp_path / "pg" / "dados" / "pg_ident.conf").write_text("")

    servidor.iniciar()
    try:
        with psycopg.connect(servidor.url().replace("postgres@", "enlace_radius@")) as conexao:
            assert conexao.execute("select current_user").fetchone() == ("enlace_radius",)
    finally:
        servidor.parar()


def test_com_outro_papel_ninguem_entra(postgres: PostgresEmbutido) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as conexao:
        conexao.execute("create role vizinho login")

    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(postgres.url().replace("postgres@", "vizinho@"))


@SO_ROOT
def test_pasta_de_soquete_que_outro_fez_antes_e_recusada(tmp_path: Path) -> None:
    servidor = PostgresEmbutido(tmp_path / ("p" * 120))
    pasta = soquete(servidor)
    assert str(pasta).startswith("/tmp/") or len(str(pasta)) < 107  # noqa: S108 - the folder that is tried
    pasta.mkdir()
    os.chown(pasta, pwd.getpwnam("nobody").pw_uid, -1)

    try:
        with pytest.raises(ConfigurationRefused, match="pertence a outro usuário"):
            servidor.iniciar()
    finally:
        pasta.rmdir()


def test_caminho_comprido_funciona(tmp_path: Path) -> None:
    servidor = PostgresEmbutido(tmp_path / ("p" * 120))

    servidor.iniciar()
    try:
        with psycopg.connect(servidor.url()) as conexao:
            assert conexao.execute("select 1").fetchone() == (1,)
    finally:
        servidor.parar()
        soquete(servidor).rmdir()


def test_dados_confirmados_sobrevivem_a_um_sigkill_do_banco(tmp_path: Path) -> None:
    servidor = PostgresEmbutido(tmp_path / "pg")
    servidor.iniciar()
    with psycopg.connect(servidor.url(), autocommit=True) as conexao:
        conexao.execute("create table t as select 42 as n")
        (pid,) = conexao.execute("select pg_backend_pid()").fetchone() or (0,)
    principal = int((tmp_path / "pg" / "dados" / "postmaster.pid").read_text().split()[0])
    assert pid
    os.kill(principal, 9)
    servidor.parar()

    outro = PostgresEmbutido(tmp_path / "pg")
    outro.iniciar()
    try:
        with psycopg.connect(outro.url()) as conexao:
            assert conexao.execute("select n from t").fetchone() == (42,)
    finally:
        outro.parar()


def test_numero_de_processo_reaproveitado_por_outro_nao_e_parado_nem_impede_o_inicio(tmp_path: Path) -> None:
    servidor = PostgresEmbutido(tmp_path / "pg")
    servidor.iniciar()
    servidor.parar()
    with subprocess.Popen(["sleep", "60"]) as alheio:
        marca = f"{alheio.pid}\n/x\n0\n5432\n/x\n\n0 0\nready\n"
        (tmp_path / "pg" / "dados" / "postmaster.pid").write_text(marca)
        (soquete(servidor) / ".s.PGSQL.5432.lock").write_text(marca)

        servidor.iniciar()
        servidor.parar()

        assert alheio.poll() is None
        alheio.kill()


def test_registro_do_banco_e_so_do_dono_e_nao_traz_instrucoes(postgres: PostgresEmbutido, tmp_path: Path) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as conexao, pytest.raises(psycopg.errors.DivisionByZero):
        conexao.execute("select 1 / 0 as segredo_da_instrucao")

    registro = tmp_path / "pg" / "postgres.log"
    assert oct(registro.stat().st_mode & 0o777) == "0o600"
    assert "segredo_da_instrucao" not in registro.read_text()


def test_registro_do_banco_nao_traz_o_cpf_de_um_cadastro_repetido(postgres: PostgresEmbutido, tmp_path: Path) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as conexao:
        conexao.execute("create table pessoa (cpf_cnpj text primary key)")
        conexao.execute("insert into pessoa values ('90000000175')")
        with pytest.raises(psycopg.errors.UniqueViolation, match="90000000175"):
            conexao.execute("insert into pessoa values ('90000000175')")
        nivel = conexao.execute("show log_error_verbosity").fetchone()

    registro = (tmp_path / "pg" / "postgres.log").read_text()
    assert nivel == ("terse",)
    assert "pessoa_pkey" in registro
    assert "90000000175" not in registro
