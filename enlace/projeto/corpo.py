"""What protects the few threads of a server process from clients that take their time with the body of a request."""

import io
import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from enlace.integracao.corpo import SEM_TAMANHO

# Set by `enlace servidor`: how many requests a process answers at a time.
VARIAVEL_DAS_LINHAS = "ENLACE_LINHAS"
_PACIENCIA = 1.0
_PEDACO = 1 << 16
_MAIOR_DESCARTE = 32 << 20

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]  # PEP 3333 brings no stricter types
_OCUPADO = "Servidor ocupado; tente novamente em instantes."
_CORTADO = "O corpo da requisição chegou incompleto."


class CorpoDeUmaVez:
    """A WSGI layer that reads each body whole before Django sees the request, by all threads of the process but one at a time.

    The server hands a request over when its headers are there; a body that drips holds a thread until it is whole, and nothing of
    ours can hurry it. So one thread is always left for requests without a body, and a body waits a second at most for its turn. A
    proxy that collects requests before it passes them on (docs/instalacao.md) makes all of this idle.

    A body that ends before its announced length is refused: a form cut in the middle reads like a whole one. Bodies that come in
    chunks (RFC 9112, 7.1) get a length, by which Django reads, and a mark: the server does not tell a cut one from a whole one.
    """

    def __init__(self, seguinte: Wsgi, *, limite: int, maiores: Mapping[str, int] | None = None) -> None:
        """`limite` in bytes; `maiores` has the paths that take more, each with its own."""
        self._seguinte = seguinte
        self._limite = limite
        self._maiores = maiores or {}
        self._vez = threading.BoundedSemaphore(max(1, int(os.environ.get(VARIAVEL_DAS_LINHAS, "3")) - 1))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - PEP 3333
        """Read, then pass on."""
        tamanho = _tamanho(environ)
        if tamanho == 0:
            return self._seguinte(environ, start_response)
        if not self._vez.acquire(timeout=_PACIENCIA):
            return _recusar(start_response, "429 Too Many Requests", _OCUPADO, [("Retry-After", "1")])
        try:
            inteiro = self._ler(environ, tamanho)
        finally:
            self._vez.release()
        if not inteiro:
            return _recusar(start_response, "400 Bad Request", _CORTADO, [])
        return self._seguinte(environ, start_response)

    def _ler(self, environ: dict[str, Any], tamanho: int | None) -> bool:
        """Read it; whether it is as long as it was announced."""
        anunciado = tamanho
        entrada: IO[bytes] = environ["wsgi.input"]
        limite = self._maiores.get(environ.get("PATH_INFO", ""), self._limite)
        if tamanho is not None and tamanho > limite:
            corpo = b""
        else:
            corpo = _ate(entrada, limite + 1 if tamanho is None else tamanho)
            tamanho = len(corpo)
        if tamanho > limite:
            # It will be refused for its length; but a client that is cut off while it sends never reads why.
            _jogar_fora(entrada)
            anunciado, corpo = None, b""
        environ[SEM_TAMANHO] = anunciado is None
        environ["wsgi.input"] = io.BytesIO(corpo)
        environ["CONTENT_LENGTH"] = str(tamanho)
        return anunciado is None or len(corpo) == anunciado


def _recusar(start_response: Any, status: str, msg: str, cabecalhos: list[tuple[str, str]]) -> list[bytes]:  # noqa: ANN401 - PEP 3333
    corpo = json.dumps({"status": "error", "msg": msg}, ensure_ascii=False, separators=(",", ":")).encode()
    comuns = [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(corpo)))]
    start_response(status, [*comuns, *cabecalhos])
    return [corpo]


def _tamanho(environ: dict[str, Any]) -> int | None:
    """The length that was announced; None for a body in chunks."""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        return None
    texto = environ.get("CONTENT_LENGTH") or "0"
    return int(texto) if texto.isdecimal() else 0


def _ate(entrada: IO[bytes], octetos: int) -> bytes:
    corpo = bytearray()
    while len(corpo) < octetos and (pedaco := entrada.read(min(_PEDACO, octetos - len(corpo)))):
        corpo += pedaco
    return bytes(corpo)


def _jogar_fora(entrada: IO[bytes]) -> None:
    restam = _MAIOR_DESCARTE
    while restam > 0 and (pedaco := entrada.read(_PEDACO)):
        restam -= len(pedaco)
