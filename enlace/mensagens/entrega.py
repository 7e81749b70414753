"""What comes of handing a message over, in the words that all ways out share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_MAIOR_RESPOSTA: Final = 400

# Called by a client right before the first byte after which nobody can say whether the message left.
PontoSemVolta = Callable[[], None]


@dataclass(frozen=True)
class Rede:
    """The outside as the clients see it. Given from above; nothing that is stored in the panel reaches it.

    Times in seconds. `responder`: how long an SMTP server may take to say that it has taken a message (RFC 5321, 4.5.3.2.6, would
    give it ten minutes): one that answers later gets the message twice. `push_local` lets notifications go to this computer and
    over HTTP, for tests. `certificados`: a file of certificates to trust instead of the system's.
    """

    conectar: float = 10.0
    ler: float = 30.0
    responder: float = 300.0
    push_local: bool = False
    certificados: str | None = None
    fcm_envio: str = "https://fcm.googleapis.com"
    fcm_autorizacao: str = "https://oauth2.googleapis.com/token"


@dataclass(frozen=True)
class Entregue:
    """The other side has it: what it said, and how it calls the message."""

    resposta: str
    codigo_externo: str = ""


class FalhaDeEnvio(Exception):  # noqa: N818 - a Portuguese word of the domain
    """It did not go, or nobody knows. `str(exc)` is what was said, shortened and without secrets."""


class Recusada(FalhaDeEnvio):
    """Never: the address, the number or the content is refused. `destino_morto`: the device is not there any more."""

    def __init__(self, resposta: str, *, destino_morto: bool = False) -> None:
        super().__init__(resposta)
        self.destino_morto = destino_morto


class Adiada(FalhaDeEnvio):
    """Surely not now; later perhaps. `apos`: not before that. `da_via`: the way out itself is in trouble, for all messages."""

    def __init__(self, resposta: str, *, apos: timedelta | None = None, da_via: bool = False) -> None:
        super().__init__(resposta)
        self.apos = apos
        self.da_via = da_via


class Duvidosa(FalhaDeEnvio):
    """It was handed over and nobody answered: it may have gone."""


def resumir(texto: str, *, segredos: Iterable[str] = ()) -> str:
    """What the other side said as it may be kept: one short line, in which none of the secrets stands."""
    for segredo in sorted(filter(None, segredos), key=len, reverse=True):
        texto = texto.replace(segredo, "•••")
    linha = "".join(c if c.isprintable() else " " for c in texto)
    return " ".join(linha.split())[:_MAIOR_RESPOSTA]
