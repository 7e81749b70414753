"""FreeRADIUS beside the demonstration: a concentrator is served, and its end is not the others'."""

import signal
import socket
import subprocess
from pathlib import Path
from typing import IO

import psutil
import pytest
import requests

from enlace.cli import radius_ao_lado
from enlace.cli.tests.test_demonstracao import PRAZO, Demonstracao, demonstracao, esperar_que_terminem, vivos
from enlace.demo import credenciais
from tests.radclient import exigir_freeradius, portas_de_radius, radclient

pytestmark = pytest.mark.xdist_group("embutido")
SESSAO = "User-Name=hubsoft, Acct-Session-Id=8100abcd, NAS-IP-Address=172.17.24.98, NAS-Port-Id=ether8, Framed-IP-Address=10.99.7.7"


@pytest.fixture(autouse=True)
def instalado() -> None:
    exigir_freeradius()


def do_freeradius(demo: Demonstracao) -> psutil.Process:
    return next(p for p in demo.familia() if p.name() in {"freeradius", "radiusd"})


def extrato(demo: Demonstracao) -> list[dict[str, object]]:
    base = f"http://127.0.0.1:{demo.porta}"
    corpo = {
        "grant_type": "password",
        "client_id": credenciais.API_CLIENT_ID,
        "client_secret": credenciais.API_CLIENT_SECRET,
        "username": credenciais.API_USUARIO,
        "password": credenciais.API_SENHA,
    }
    token = requests.post(f"{base}/oauth/token", json=corpo, timeout=PRAZO).json()["access_token"]
    resposta = requests.get(
        f"{base}/api/v1/integracao/cliente/extrato_conexao",
        params={"busca": "login", "termo_busca": "hubsoft"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=PRAZO,
    )
    registros: list[dict[str, object]] = resposta.json()["registros"]
    return registros


def test_sessao_de_um_concentrador_aparece_no_extrato_enquanto_acontece(dados: Path) -> None:
    auth, acct = portas_de_radius()
    with demonstracao(dados, porta_radius=auth) as demo:
        for parte in (f"portas {auth} e {acct}", credenciais.RADIUS_SEGREDO, "hubsoft / 123"):
            assert parte in demo.saida

        login = radclient(auth, "auth", f"User-Name={credenciais.RADIUS_LOGIN}, User-Password={credenciais.RADIUS_SENHA}")
        radclient(acct, "acct", f"{SESSAO}, Acct-Status-Type=Start")
        aberta = extrato(demo)
        radclient(acct, "acct", f"{SESSAO}, Acct-Status-Type=Stop, Acct-Session-Time=60, Acct-Output-Octets=1048576")
        fechada = extrato(demo)

        assert "Received Access-Accept" in login
        assert [s["framedipaddress"] for s in aberta] == ["10.99.7.7"]
        assert aberta[0]["acctstoptime"] is None
        assert fechada[0]["acctstoptime"]
        assert demo.terminar(signal.SIGTERM) == 0


@pytest.mark.parametrize("sinal", [signal.SIGINT, signal.SIGTERM])
def test_sinal_para_tambem_o_freeradius(dados: Path, sinal: signal.Signals) -> None:
    with demonstracao(dados, porta_radius=portas_de_radius()[0]) as demo:
        familia = [*demo.familia(), do_freeradius(demo)]

        assert demo.terminar(sinal) == 0
        assert vivos(familia) == []
        assert "Traceback" not in demo.saida


def test_sigkill_da_demonstracao_leva_o_freeradius(dados: Path) -> None:
    with demonstracao(dados, porta_radius=portas_de_radius()[0]) as demo:
        freeradius = do_freeradius(demo)

        demo.terminar(signal.SIGKILL)

        assert esperar_que_terminem([freeradius]) == []


def test_fim_do_freeradius_e_dito_e_o_resto_continua(dados: Path) -> None:
    with demonstracao(dados, porta_radius=portas_de_radius()[0]) as demo:
        assert demo.processo.stdout

        do_freeradius(demo).kill()
        linha = next(linha for linha in demo.processo.stdout if "FreeRADIUS terminou sozinho" in linha)

        assert "o resto continua" in linha
        assert demo.token() == 200
        assert demo.terminar(signal.SIGTERM) == 0


def test_porta_ocupada_e_dita_e_a_demonstracao_inicia_sem_radius(dados: Path) -> None:
    auth, acct = portas_de_radius()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ocupante:
        ocupante.bind(("127.0.0.1", acct))

        with demonstracao(dados, porta_radius=auth) as demo:
            assert f"RADIUS        não iniciado. Não foi possível usar 127.0.0.1:{acct}" in demo.saida
            assert demo.token() == 200
            assert demo.terminar(signal.SIGTERM) == 0


def test_sem_os_modulos_do_freeradius_diz_como_instalar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENLACE_RADIUS_LIBDIR", str(tmp_path))

    ao_lado = radius_ao_lado.iniciar(portas_de_radius(), tmp_path / "radius.log", endereco="127.0.0.1", filho=nenhum)

    assert ao_lado.processo is None
    assert ao_lado.motivo.endswith("apt-get install --no-install-recommends freeradius freeradius-postgresql freeradius-utils")


def test_banco_com_senha_pede_o_endereco_do_radius(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://enlace:sigilo@db.example/enlace")

    ao_lado = radius_ao_lado.iniciar(portas_de_radius(), tmp_path / "radius.log", endereco="127.0.0.1", filho=nenhum)

    assert "Defina DATABASE_RADIUS_URL" in ao_lado.motivo
    assert "sigilo" not in ao_lado.motivo


def nenhum(_argumentos: list[str], _saida: IO[bytes]) -> "subprocess.Popen[bytes]":
    pytest.fail("nada devia ter sido iniciado")
