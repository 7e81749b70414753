"""`enlace demo` as a new user starts it: with the embedded PostgreSQL, ended in every way."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

from tests.demonstracao import Api, porta_livre, portas_livres

pytestmark = pytest.mark.xdist_group("embutido")
PRAZO = 90


class Demonstracao:
    """The command, running."""

    def __init__(self, dados: Path, porta: int, porta_eventos: int, porta_radius: int | None) -> None:
        ambiente = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "ENLACE_DADOS"}}
        self.porta, self.porta_eventos, self.porta_radius = porta, porta_eventos, porta_radius or 0
        self.processo = subprocess.Popen(
            [
                *(sys.executable, "-m", "enlace.cli", "demo", "--dados", str(dados)),
                *("--porta", str(porta), "--porta-eventos", str(porta_eventos)),
                *(("--porta-radius", str(porta_radius)) if porta_radius else ("--sem-radius",)),
            ],
            env={**ambiente, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.saida = ""

    def esperar_pronta(self) -> None:
        assert self.processo.stdout
        for linha in self.processo.stdout:
            self.saida += linha
            if "Ctrl-C" in linha:
                return
        pytest.fail(f"a demonstração terminou sozinha:\n{self.saida}")

    def familia(self) -> list[psutil.Process]:
        return [psutil.Process(self.processo.pid), *psutil.Process(self.processo.pid).children(recursive=True)]

    def token(self) -> int:
        corpo = {"grant_type": "password", "client_id": "3", "client_secret": "ONe7Ns48Y30tB"}
        resposta = requests.post(
            f"http://127.0.0.1:{self.porta}/oauth/token",
            json={**corpo, "username": "teste@teste.com", "password": "1234"},
            timeout=PRAZO,
        )
        return resposta.status_code

    def terminar(self, sinal: signal.Signals) -> int:
        self.processo.send_signal(sinal)
        codigo = self.processo.wait(PRAZO)
        if self.processo.stdout:
            self.saida += self.processo.stdout.read()
            self.processo.stdout.close()
        return codigo


@contextlib.contextmanager
def demonstracao(dados: Path, *, porta_radius: int | None = None) -> Iterator[Demonstracao]:
    porta, porta_eventos = portas_livres(2)
    demo = Demonstracao(dados, porta, porta_eventos, porta_radius)
    familia: list[psutil.Process] = []
    try:
        demo.esperar_pronta()
        familia = demo.familia()
        yield demo
    finally:
        for processo in familia:
            with contextlib.suppress(psutil.NoSuchProcess):
                processo.kill()
        demo.processo.wait(PRAZO)
        if demo.processo.stdout:
            demo.processo.stdout.close()


def vivos(processos: list[psutil.Process]) -> list[str]:
    return [p.name() for p in processos if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def esperar_que_terminem(processos: list[psutil.Process]) -> list[str]:
    prazo = time.monotonic() + PRAZO
    while (restantes := vivos(processos)) and time.monotonic() < prazo:
        psutil.wait_procs(processos, timeout=0.2)
    return restantes


def porta_em_uso(porta: int) -> bool:
    with socket.socket() as tentativa:
        return tentativa.connect_ex(("127.0.0.1", porta)) == 0


@pytest.mark.parametrize("sinal", [signal.SIGINT, signal.SIGTERM])
def test_sinal_para_tudo_com_ordem_e_o_postgres_tambem(dados: Path, sinal: signal.Signals) -> None:
    with demonstracao(dados) as demo:
        familia = demo.familia()
        assert {"postgres"} <= {p.name() for p in familia}
        assert demo.token() == 200

        codigo = demo.terminar(sinal)

        assert codigo == 0
        assert vivos(familia) == []
        assert not porta_em_uso(demo.porta)
        assert not porta_em_uso(demo.porta_eventos)
        assert "Traceback" not in demo.saida
        assert "database system is shut down" in (dados / "postgres" / "postgres.log").read_text()[-400:]


def test_apresentacao_diz_enderecos_credenciais_e_que_e_so_deste_computador(dados: Path) -> None:
    with demonstracao(dados) as demo:
        for parte in ("http://127.0.0.1:", "só neste computador", "ONe7Ns48Y30tB", "teste@teste.com", "/api/documentacao"):
            assert parte in demo.saida
        assert demo.terminar(signal.SIGTERM) == 0


def test_sigkill_leva_os_filhos_e_o_proximo_inicio_recupera_os_dados(dados: Path) -> None:
    with demonstracao(dados) as demo:
        filhos = [p for p in demo.familia()[1:] if p.name() != "postgres"]
        demo.terminar(signal.SIGKILL)

        assert esperar_que_terminem(filhos) == []

    with demonstracao(dados) as outra:
        assert outra.token() == 200
        assert outra.terminar(signal.SIGTERM) == 0


def test_processo_do_servidor_morto_a_forca_e_substituido(dados: Path) -> None:
    with demonstracao(dados) as demo:
        # The processes that a server starts have its command line.
        trabalhadores = [p for p in demo.familia() if "servidor" in p.cmdline() and p.ppid() != demo.processo.pid]
        morto = trabalhadores[0]
        morto.kill()
        morto.wait(PRAZO)

        # Connections that the dead process had taken are reset; what must hold is that the next ones are answered.
        assert esperar_token(demo) == 200
        assert demo.terminar(signal.SIGTERM) == 0


def esperar_token(demo: Demonstracao) -> int:
    prazo = time.monotonic() + PRAZO
    while True:
        try:
            return demo.token()
        except requests.ConnectionError:
            if time.monotonic() > prazo:
                raise


def test_chaves_e_dados_sao_so_do_dono(dados: Path) -> None:
    with demonstracao(dados) as demo:
        demo.terminar(signal.SIGTERM)

    assert [oct((dados / "chaves" / nome).stat().st_mode & 0o777) for nome in ("jwt.pem", "secreta")] == ["0o600", "0o600"]
    assert oct((dados / "chaves").stat().st_mode & 0o777) == "0o700"
    assert oct((dados / "postgres" / "dados").stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("opcao", ["--porta", "--porta-eventos"])
def test_porta_ocupada_e_recusada_com_uma_frase(dados: Path, opcao: str) -> None:
    with socket.socket() as ocupante:
        ocupante.bind(("127.0.0.1", 0))
        ocupante.listen()

        livre = ("--porta", str(porta_livre())) if opcao != "--porta" else ()
        resultado = enlace("demo", *livre, opcao, str(ocupante.getsockname()[1]), "--dados", str(dados))

    assert resultado.returncode == 1
    assert "não está livre" in resultado.stderr
    assert "Traceback" not in resultado.stderr


def test_segunda_demonstracao_na_mesma_pasta_e_recusada_e_a_primeira_continua(dados: Path) -> None:
    with demonstracao(dados) as demo:
        ambiente = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "ENLACE_DADOS"}}
        porta, porta_eventos = map(str, portas_livres(2))
        portas = ("--porta", porta, "--porta-eventos", porta_eventos, "--sem-radius")
        resultado = subprocess.run(
            [sys.executable, "-m", "enlace.cli", "demo", *portas, "--dados", str(dados)],
            env=ambiente,
            capture_output=True,
            text=True,
            timeout=PRAZO,
            check=False,
        )

        assert resultado.returncode == 1
        assert "Já há uma demonstração usando a pasta" in resultado.stderr
        assert demo.token() == 200
        assert demo.terminar(signal.SIGTERM) == 0


def enlace(*argumentos: str, **ambiente: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "enlace.cli", *argumentos],
        env={**os.environ, **ambiente},
        capture_output=True,
        text=True,
        timeout=PRAZO,
        check=False,
    )


@pytest.mark.parametrize(
    ("url", "frase"),
    [
        ("mysql://localhost/enlace", "só funciona com PostgreSQL"),
        ("sqlite:///enlace.db", "só funciona com PostgreSQL"),
        ("postgresql://127.0.0.1:1/enlace", "não respondeu"),
        ("postgresql://a b@/x", "DATABASE_URL"),
    ],
)
def test_banco_que_nao_serve_e_recusado_com_uma_frase(url: str, frase: str, tmp_path: Path) -> None:
    resultado = enlace("migrar", DATABASE_URL=url, ENLACE_DADOS=str(tmp_path))

    assert resultado.returncode == 1
    assert frase in resultado.stderr
    assert "Traceback" not in resultado.stderr


def test_sem_banco_os_comandos_de_producao_dizem_o_que_falta(tmp_path: Path) -> None:
    resultado = enlace("servidor", DATABASE_URL="", ENLACE_DADOS=str(tmp_path))

    assert resultado.returncode == 1
    assert "DATABASE_URL" in resultado.stderr


@pytest.mark.parametrize("porta", ["0", "65536", "abc", "-1"])
def test_porta_que_nao_e_porta_e_recusada(porta: str) -> None:
    assert enlace("demo", "--porta", porta).returncode == 2


def test_comando_desconhecido_nao_mostra_rastro() -> None:
    resultado = enlace("nada")

    assert resultado.returncode != 0
    assert "Traceback" not in resultado.stderr


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize(
    "ambiente", [{"ENLACE_HTTPS": "1"}, {"ENLACE_PROXIES": "1"}, {"ENLACE_HOSTS": "localhost,enlace.provedor.example"}]
)
@pytest.mark.parametrize("comando", ["servidor", "eventos"])
def test_demonstracao_nao_e_servida_atras_de_um_proxy_nem_com_nome_publico(
    api: Api, comando: str, ambiente: dict[str, str]
) -> None:
    resultado = enlace(comando, "--porta", str(porta_livre()), DATABASE_URL=api.banco, **ambiente)

    assert resultado.returncode == 1
    assert "senhas são públicas" in resultado.stderr


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("endereco", ["0.0.0.0", "::", "10.0.0.1"])  # noqa: S104 - what must be refused
@pytest.mark.parametrize("comando", ["servidor", "eventos"])
def test_demonstracao_nao_e_servida_fora_deste_computador(api: Api, comando: str, endereco: str) -> None:
    resultado = enlace(comando, "--endereco", endereco, "--porta", str(porta_livre()), DATABASE_URL=api.banco)

    assert resultado.returncode == 1
    assert "só pode ser servido em 127.0.0.1" in resultado.stderr


@pytest.mark.parametrize("segundos", ["0", "-1", "31", "nan", "abc", ""])
def test_sessoes_sao_conferidas_ao_menos_a_cada_trinta_segundos(segundos: str) -> None:
    assert enlace("eventos", "--conferencia", segundos).returncode == 2
