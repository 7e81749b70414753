"""The provider's pair of VAPID keys (RFC 8292)."""

import base64
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from enlace.mensagens.models import ConfiguracaoPush

_TAMANHO: Final = 32


@dataclass(frozen=True)
class Par:
    """Both in base64url without padding: the public one as browsers take it, the private one as its number."""

    publica: str
    privada: str


def gerar() -> Par:
    """A new pair."""
    privada = ec.generate_private_key(ec.SECP256R1())
    ponto = privada.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    numero = privada.private_numbers().private_value.to_bytes(_TAMANHO, "big")
    return Par(publica=_base64url(ponto), privada=_base64url(numero))


def trocar_chaves(push: ConfiguracaoPush) -> None:
    """Give the provider a new pair. Browsers that subscribed under the old one are not reached until they subscribe anew."""
    par = gerar()
    push.chave_publica, push.chave_privada = par.publica, par.privada
    push.save(update_fields=["chave_publica", "chave_privada"])


def _base64url(valor: bytes) -> str:
    return base64.urlsafe_b64encode(valor).rstrip(b"=").decode()
