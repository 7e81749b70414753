"""One careful request to a service that takes messages. Call it outside transactions only.

No redirect is followed, an answer is read up to a limit, and what fails says whether the request may have left. The address never
stands in an exception: a token may stand in it.
"""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import requests
import urllib3

from enlace.mensagens.entrega import Adiada, Duvidosa, PontoSemVolta, Rede

_MAIOR_CORPO: Final = 16 * 1024
_PEDACO: Final = 4 * 1024
_MAIOR_ESPERA: Final = timedelta(hours=6)
_SEM_CONEXAO: Final = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
)


@dataclass(frozen=True)
class Resposta:
    """What came back; of the body the first 16 KB."""

    status: int
    corpo: bytes
    espera: timedelta | None

    @property
    def texto(self) -> str:
        """The body as text, whatever it is."""
        return self.corpo.decode("utf-8", errors="replace")


def nova_sessao() -> requests.Session:
    """A session that sends no password of somebody's `.netrc` along."""
    sessao = requests.Session()
    sessao.auth = _como_esta
    return sessao


def pedir(
    sessao: requests.Session,
    metodo: str,
    url: str,
    *,
    cabecalhos: Mapping[str, str | bytes],
    corpo: bytes | None,
    rede: Rede,
    ponto_sem_volta: PontoSemVolta,
) -> Resposta:
    """Ask and give the answer, whatever its status. Raises Adiada when nobody was reached, Duvidosa when nobody answered."""
    ponto_sem_volta()
    try:
        with sessao.request(
            metodo,
            url,
            headers={"User-Agent": "Enlace", **cabecalhos},
            data=corpo,
            timeout=(rede.conectar, rede.ler),
            allow_redirects=False,
            stream=True,
            verify=rede.certificados or True,
        ) as resposta:
            return Resposta(resposta.status_code, _ler(resposta, rede), _espera(resposta.headers.get("Retry-After", "")))
    except (requests.RequestException, urllib3.exceptions.HTTPError) as erro:
        falha = _falha(erro)
    # Outside the handler, so that the library's exception, which quotes the address, is not chained to ours.
    raise falha


def passageiro(status: int) -> bool:
    """Whether a status says "not now"."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


def _ler(resposta: requests.Response, rede: Rede) -> bytes:
    """The beginning of the body. One that breaks off or drips is given as far as it came: the status has said what counts."""
    fim = time.monotonic() + rede.ler
    corpo = bytearray()
    try:
        while len(corpo) < _MAIOR_CORPO and time.monotonic() < fim:
            pedaco = resposta.raw.read1(_PEDACO, decode_content=True)
            if not pedaco:
                break
            corpo += pedaco
    except (urllib3.exceptions.HTTPError, OSError):
        pass
    return bytes(corpo[:_MAIOR_CORPO])


def _espera(valor: str) -> timedelta | None:
    """The seconds of a Retry-After, six hours at most; its other form, a date, is as good as none."""
    if not (valor.isascii() and valor.isdecimal()):
        return None
    return min(timedelta(seconds=int(valor[:9])), _MAIOR_ESPERA)


def _falha(erro: Exception) -> Adiada | Duvidosa:
    causa = erro.args[0] if erro.args else None
    motivo = getattr(causa, "reason", causa)
    # Those of the library's refusals that are ValueErrors are about the address and the headers, before anything is done.
    if isinstance(erro, requests.ConnectTimeout | ValueError) or isinstance(motivo, _SEM_CONEXAO):
        return Adiada("Não foi possível conectar.", da_via=True)
    if _certificado_ruim(motivo):
        return Adiada("O certificado do servidor não foi aceito.", da_via=True)
    if isinstance(erro, requests.Timeout):
        return Duvidosa("Não respondeu a tempo.")
    return Duvidosa("A conexão caiu antes da resposta.")


def _certificado_ruim(motivo: object) -> bool:
    """The certificate is looked at before the request is written; any other trouble with TLS may come after it."""
    return isinstance(motivo, urllib3.exceptions.SSLError) and any(
        isinstance(parte, ssl.SSLCertVerificationError) for parte in motivo.args
    )


def _como_esta(pedido: requests.PreparedRequest) -> requests.PreparedRequest:
    return pedido
