"""A tiny real HTTP server on loopback that plays an outside service, well or badly."""

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Resposta:
    """What the server answers: pieces of body sent one by one, then, with `calar`, silence until the test ends."""

    corpo: Iterable[bytes] = ()
    status: int = 200
    cabecalhos: dict[str, str] = field(default_factory=dict)
    calar: bool = False


def em_json(valor: object, status: int = 200) -> Resposta:
    return Resposta([json.dumps(valor).encode()], status, {"Content-Type": "application/json; charset=utf-8"})


def em_html(status: int = 200) -> Resposta:
    return Resposta(["<!DOCTYPE html><p>Página de manutenção</p>".encode()], status, {"Content-Type": "text/html; charset=utf-8"})


def sem_fim() -> Resposta:
    return Resposta(repeat(b" " * 8192))


def cortada(valor: object) -> Resposta:
    """Promises a whole body and hangs up in the middle of it."""
    corpo = json.dumps(valor).encode()
    return Resposta([corpo[: len(corpo) // 2]], cabecalhos={"Content-Length": str(len(corpo))})


MUDA = Resposta(calar=True)


@dataclass(frozen=True)
class Pedido:
    """What came in; the names of headers in small letters."""

    caminho: str
    parametros: dict[str, list[str]]
    metodo: str = "GET"
    cabecalhos: dict[str, str] = field(default_factory=dict)
    corpo: bytes = b""


class ServidorHttp:
    """Answers each path as `respostas` says (a function is called with the request, in the server's thread); 404 otherwise."""

    def __init__(self) -> None:
        self.respostas: dict[str, Resposta | Callable[[Pedido], Resposta]] = {}
        self.pedidos: list[Pedido] = []
        self._fim = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._atendente())
        # Its end waits for the answers under way, so that nothing of a test outlives it.
        self._http.daemon_threads = False
        self._linha = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def iniciar(self) -> None:
        self._linha.start()

    def parar(self) -> None:
        self._fim.set()
        self._http.shutdown()
        self._linha.join()
        self._http.server_close()

    def _atender(self, atendente: BaseHTTPRequestHandler) -> None:
        partes = urlsplit(atendente.path)
        pedido = Pedido(
            partes.path,
            parse_qs(partes.query),
            atendente.command,
            {nome.lower(): valor for nome, valor in atendente.headers.items()},
            atendente.rfile.read(int(atendente.headers.get("Content-Length", 0))),
        )
        self.pedidos.append(pedido)
        resposta = self.respostas.get(pedido.caminho, em_html(404))
        if not isinstance(resposta, Resposta):
            resposta = resposta(pedido)
        atendente.send_response(resposta.status)
        for nome, valor in resposta.cabecalhos.items():
            atendente.send_header(nome, valor)
        if not (resposta.calar and not resposta.corpo):
            atendente.end_headers()
        try:
            for pedaco in resposta.corpo:
                atendente.wfile.write(pedaco)
        except ConnectionError:
            return  # the client had enough
        if resposta.calar:
            self._fim.wait()

    def _atendente(self) -> type[BaseHTTPRequestHandler]:
        atender = self._atender

        class Atendente(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """One request."""
                atender(self)

            def do_POST(self) -> None:
                """The same."""
                atender(self)

            def log_message(self, *_args: object) -> None:
                """Nothing: the tests' output is theirs."""

        return Atendente


@contextmanager
def servidor_http() -> Iterator[ServidorHttp]:
    servidor = ServidorHttp()
    servidor.iniciar()
    try:
        yield servidor
    finally:
        servidor.parar()


@contextmanager
def porta_fechada() -> Iterator[str]:
    """The address of a service that is down: the port is taken, but nobody listens."""
    with socket.socket() as soquete:
        soquete.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{soquete.getsockname()[1]}"
