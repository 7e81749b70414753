"""One careful GET to an outside service that answers JSON.

Every service here is somebody else's: it may be down, slow, moved, replaced by a sign-in page or hostile. So each call has
limits of time and size, follows no redirect and believes nothing. Call it outside transactions only.

Messages and exceptions never hold the address asked: a key may stand in it, and a CEP is where somebody lives.
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

import requests
import urllib3
from django.conf import settings

from enlace.enderecos.leitura import ler_json

_PEDACO = 16 * 1024
_SO_SUCESSO = frozenset({HTTPStatus.OK})


class FalhaDoServico(Exception):  # noqa: N818 - a Portuguese word of the domain
    """An outside service gave nothing that can be used. `str(exc)` names it and says what happened, in Portuguese."""


class ServicoForaDoAr(FalhaDoServico):
    """It could not be reached, did not answer in time or said that it cannot answer now. Asking again later may help."""


class RespostaInvalida(FalhaDoServico):
    """It answered, but not what it promises: a page, a redirect, too much, or nonsense."""


class NaoEncontrado(FalhaDoServico):
    """It answered 404."""


@dataclass(frozen=True)
class ServicoExterno:
    """Where a service is and how much of it is borne. Times in seconds, size in bytes after decompression.

    The setting `SERVICOS_EXTERNOS` changes any of these by name: `{"viacep": {"url": "https://cep.provedor.example"}}`.
    """

    nome: str
    titulo: str
    url: str
    conectar: float = 2.0
    # Between two reads; a body that drips is cut off by `total`.
    ler: float = 3.0
    total: float = 6.0
    tamanho: int = 64 * 1024


def obter_json(
    servico: ServicoExterno,
    caminho: str,
    parametros: Mapping[str, str] | None = None,
    *,
    aceitos: Collection[int] = _SO_SUCESSO,
) -> object:
    """The JSON value that the service answers at `caminho` with one of the HTTP statuses `aceitos`.

    Raises NaoEncontrado, ServicoForaDoAr or RespostaInvalida.
    """
    servico = _configurado(servico)
    try:
        conteudo = _baixar(servico, caminho, parametros, aceitos)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as erro:
        motivo = _motivo(erro)
    else:
        return _interpretar(servico, conteudo)
    # Outside the handler, so that the library's exception, which quotes the address, is not chained to ours.
    raise ServicoForaDoAr(f"{servico.titulo}: {motivo}.")


def _configurado(servico: ServicoExterno) -> ServicoExterno:
    mudancas: Mapping[str, Mapping[str, object]] = getattr(settings, "SERVICOS_EXTERNOS", {})
    # The names and types are checked by the dataclass and by whoever writes the setting.
    return replace(servico, **mudancas.get(servico.nome, {}))  # type: ignore[arg-type]


def _baixar(servico: ServicoExterno, caminho: str, parametros: Mapping[str, str] | None, aceitos: Collection[int]) -> bytes:
    fim = time.monotonic() + servico.total
    with requests.get(
        f"{servico.url}{caminho}",
        params=parametros,
        headers={"Accept": "application/json", "User-Agent": "Enlace"},
        timeout=(servico.conectar, servico.ler),
        allow_redirects=False,
        stream=True,
    ) as resposta:
        _conferir_status(servico, resposta.status_code, aceitos)
        conteudo = bytearray()
        # read1 gives what one read of the socket brings; iter_content would wait for a whole piece, however slowly it drips.
        while pedaco := resposta.raw.read1(_PEDACO, decode_content=True):
            conteudo += pedaco
            if len(conteudo) > servico.tamanho:
                raise RespostaInvalida(f"{servico.titulo}: a resposta é grande demais.")
            if time.monotonic() > fim:
                raise ServicoForaDoAr(f"{servico.titulo}: a resposta demorou demais.")
    return bytes(conteudo)


def _conferir_status(servico: ServicoExterno, status: int, aceitos: Collection[int]) -> None:
    if status in aceitos:
        return
    if status == HTTPStatus.NOT_FOUND:
        raise NaoEncontrado(f"{servico.titulo}: não encontrado.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise ServicoForaDoAr(f"{servico.titulo}: não pôde responder agora (HTTP {status}).")
    raise RespostaInvalida(f"{servico.titulo}: resposta inesperada (HTTP {status}).")


def _interpretar(servico: ServicoExterno, conteudo: bytes) -> object:
    try:
        return ler_json(conteudo)
    except ValueError:
        raise RespostaInvalida(f"{servico.titulo}: a resposta não é JSON.") from None


def _motivo(erro: Exception) -> str:
    if isinstance(erro, requests.Timeout | urllib3.exceptions.TimeoutError):
        return "não respondeu a tempo"
    if isinstance(erro, requests.exceptions.SSLError):
        return "a conexão segura não pôde ser feita"
    if isinstance(erro, requests.ConnectionError):
        return "não foi possível conectar"
    return "a resposta foi interrompida"
