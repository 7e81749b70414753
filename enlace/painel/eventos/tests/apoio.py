"""A browser with a panel open: signs in, listens, and reads events as the HTML standard says."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import requests

from enlace.demo import credenciais
from tests.demonstracao import porta_livre

PRAZO = 60
# A comment comes every fifteen seconds: after two of them nothing else will.
_SILENCIO = 2


@dataclass(frozen=True)
class Evento:
    nome: str
    chave: str
    dados: Any


class Pagina:
    """An open stream."""

    def __init__(self, url: str, cookies: dict[str, str], *, origem: str | None = None) -> None:
        cabecalhos = {"Cookie": "; ".join(f"{nome}={valor}" for nome, valor in cookies.items())}
        if origem is not None:
            cabecalhos["Origin"] = origem
        self.resposta = requests.get(url, headers=cabecalhos, stream=True, timeout=PRAZO)
        self._linhas = self.resposta.iter_lines(chunk_size=1, decode_unicode=True)

    def __enter__(self) -> Self:
        assert self.resposta.status_code == 200, self.resposta.text
        # The first thing sent is how long to wait before connecting again: from here on the stream is entered.
        assert next(self._linhas).startswith("retry: ")
        return self

    def __exit__(self, *_: object) -> None:
        self.resposta.close()

    def proximo(self) -> Evento | None:
        """The next event; None when the stream has ended. Fails when there is none."""
        campos: dict[str, str] = {}
        silencio = 0
        for linha in self._linhas:
            if linha.startswith(":"):
                silencio += 1
                assert silencio < _SILENCIO, "no event came"
            elif linha:
                campo, _, valor = linha.partition(": ")
                campos[campo] = valor
            elif "data" in campos:
                return Evento(campos["event"], campos["id"], json.loads(campos["data"]))
        return None

    def seguinte(self) -> Evento:
        """The next event, whatever it is."""
        achado = self.proximo()
        assert achado is not None, "the stream ended"
        return achado

    def esperar(self, evento: str) -> Evento:
        """The next event of this name."""
        while (achado := self.proximo()) is not None:
            if achado.nome == evento:
                return achado
        raise AssertionError("the stream ended")


def entrar(url: str, usuario: str = credenciais.PAINEL_USUARIO, senha: str = credenciais.PAINEL_SENHA) -> requests.Session:
    """Sign in to the panel as a person does."""
    navegador = requests.Session()
    pagina = navegador.get(f"{url}/admin/login/", timeout=PRAZO)
    navegador.headers["Referer"] = f"{url}/admin/login/"
    resposta = navegador.post(
        f"{url}/admin/login/",
        data={"username": usuario, "password": senha, "csrfmiddlewaretoken": _csrf(pagina.text), "next": "/admin/"},
        allow_redirects=False,
        timeout=PRAZO,
    )
    assert resposta.status_code == 302, resposta.text
    return navegador


def sair(navegador: requests.Session, url: str) -> None:
    """Sign out by the button of the panel."""
    pagina = navegador.get(f"{url}/admin/", timeout=PRAZO)
    resposta = navegador.post(
        f"{url}/admin/logout/", data={"csrfmiddlewaretoken": _csrf(pagina.text)}, allow_redirects=False, timeout=PRAZO
    )
    assert resposta.status_code in {200, 302}


def onde_estao_os_eventos(url: str) -> str:
    """The address that pages of the panel may connect to, as their policy says it."""
    politica = requests.get(f"{url}/admin/login/", timeout=PRAZO).headers["Content-Security-Policy"]
    achado = re.search(r"connect-src 'self' (http://[^ ;]+)", politica)
    assert achado, politica
    return f"{achado[1]}/eventos/"


@contextlib.contextmanager
def processo_de_eventos(banco: str) -> Iterator[str]:
    """One more `enlace eventos`, from its start to its end by SIGTERM; the address of its stream."""
    url, processo = iniciar_eventos(banco)
    try:
        yield url
    finally:
        processo.send_signal(signal.SIGTERM)
        codigo = processo.wait(PRAZO)
    assert codigo == 0


def iniciar_eventos(banco: str) -> tuple[str, "subprocess.Popen[bytes]"]:
    """`enlace eventos` on a free port, looking at sessions ten times a second; the address of its stream, and its process."""
    porta = porta_livre()
    comando = [sys.executable, "-m", "enlace.cli", "eventos", "--porta", str(porta), "--conferencia", "0.1"]
    processo = subprocess.Popen(comando, env={**os.environ, "DATABASE_URL": banco})
    url = f"http://127.0.0.1:{porta}/eventos/"
    _esperar(url, processo)
    return url, processo


def _esperar(url: str, processo: "subprocess.Popen[bytes]") -> None:
    prazo = time.monotonic() + PRAZO
    while processo.poll() is None and time.monotonic() < prazo:
        with contextlib.suppress(requests.ConnectionError):
            assert requests.get(url, timeout=PRAZO).status_code == 401
            return
    raise AssertionError("enlace eventos did not answer")


def _csrf(html: str) -> str:
    achado = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert achado
    return achado[1]
