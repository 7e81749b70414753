"""The access token by which Google lets a service account send (RFC 7523), kept for as long as it is good."""

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import google.auth.exceptions
import google.auth.transport
from google.oauth2 import service_account

from enlace.mensagens.entrega import Adiada, FalhaDeEnvio, Rede
from enlace.mensagens.http import Resposta, nova_sessao, pedir

_ESCOPO: Final = "https://www.googleapis.com/auth/firebase.messaging"
_PROJETO: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_TRAVA: Final = threading.Lock()
# One provider, one account: the last one used, under a fingerprint of what it was made of.
_GUARDADA: Final[dict[str, service_account.Credentials]] = {}


@dataclass(frozen=True)
class Autorizacao:
    """With what and in whose name to send."""

    token: str
    projeto: str


def autorizar(conta_de_servico: str, *, rede: Rede) -> Autorizacao:
    """A token that is good now, asked for when there is none. Raises Adiada (the way's fault) when there is none to be had.

    The address to ask is ours, not the one in the file: whoever edits the file must not send a signed request where he likes.
    """
    projeto, conta = ler_conta(conta_de_servico)
    impressao = hashlib.sha256(f"{rede.fcm_autorizacao}\n{conta_de_servico}".encode()).hexdigest()
    with _TRAVA:
        credencial = _GUARDADA.get(impressao)
        try:
            if credencial is None:
                credencial = service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
                    {**conta, "token_uri": rede.fcm_autorizacao}, scopes=[_ESCOPO]
                )
                _GUARDADA.clear()
                _GUARDADA[impressao] = credencial
            if not credencial.valid:
                credencial.refresh(_Transporte(rede))
        except (google.auth.exceptions.GoogleAuthError, ValueError):
            # Not what Google said: it may quote the signed request.
            raise Adiada("O Google não aceitou a conta de serviço.", da_via=True) from None
        return Autorizacao(token=str(credencial.token), projeto=projeto)


def esquecer() -> None:
    """Throw the kept token away: Google no longer takes it."""
    with _TRAVA:
        _GUARDADA.clear()


def conferir_conta(texto: str) -> None:
    """Raise Adiada unless this is the file of a service account, key and all."""
    _projeto, conta = ler_conta(texto)
    try:
        service_account.Credentials.from_service_account_info(conta)  # type: ignore[no-untyped-call]
    except (google.auth.exceptions.GoogleAuthError, ValueError):
        raise Adiada("A conta de serviço do Firebase não tem uma chave que sirva.", da_via=True) from None


def ler_conta(texto: str) -> tuple[str, dict[str, Any]]:
    """The project and the whole of a service account's file. Raises Adiada (the way's fault) for anything else."""
    try:
        conta = json.loads(texto)
    except ValueError:
        conta = None
    projeto = conta.get("project_id") if isinstance(conta, dict) else None
    if not isinstance(conta, dict) or not isinstance(projeto, str) or not _PROJETO.fullmatch(projeto):
        raise Adiada("A conta de serviço do Firebase não é um arquivo JSON com project_id.", da_via=True)
    return projeto, conta


class _Transporte(google.auth.transport.Request):
    """How google-auth asks: through our own careful request."""

    def __init__(self, rede: Rede) -> None:
        self._rede = rede

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: object = None,  # noqa: ARG002 - ours is used
        **_outros: object,
    ) -> "_Resposta":
        """One request. Raises TransportError, as google-auth wants it."""
        try:
            with nova_sessao() as sessao:
                resposta = pedir(
                    sessao, method, url, cabecalhos=headers or {}, corpo=body, rede=self._rede, ponto_sem_volta=lambda: None
                )
        except FalhaDeEnvio as falha:
            raise google.auth.exceptions.TransportError(str(falha)) from None  # type: ignore[no-untyped-call]
        return _Resposta(resposta)


class _Resposta(google.auth.transport.Response):
    def __init__(self, resposta: Resposta) -> None:
        self._resposta = resposta

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._resposta.status

    @property
    def headers(self) -> Mapping[str, str]:
        """None that google-auth needs."""
        return {}

    @property
    def data(self) -> bytes:
        """The body."""
        return self._resposta.corpo
