"""Tokens of the API: how they are signed, issued, renewed and checked.

An access token is a JWT (RFC 7519) signed with RS256, as in section 2 of the documentation; a refresh token is random text.
Of both the database keeps a checksum only. django-oauth-toolkit speaks the protocol; here is what is ours.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from oauth2_provider.models import RefreshToken
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError

from enlace.contas import entrada, espera
from enlace.contas.models import ClienteApi, Usuario
from enlace.core import datas
from enlace.core.db import consultar_documento
from enlace.core.origem import endereco_ip

# The grants of the contract.
GRANTS = ("password", "refresh_token")

_ALGORITMO = "RS256"
# Ours have some 800 characters. What is longer is refused before it costs anything.
_MAIOR_TOKEN = 4096
# Clocks of two servers differ by some seconds; the exact end of a token is the one in the database.
_FOLGA_DO_RELOGIO = 60

# Who holds this token. One row of JSON, null for nobody. Served by the unique index on token_checksum and two primary keys.
# Everything that may be taken away is read here, so that it works from the next request on.
_QUEM_TEM = """
select coalesce((
    select json_build_object('id_usuario', u.id_usuario, 'cliente_api', c.client_id, 'permissoes', c.permissoes)
    from oauth2_provider_accesstoken t
    join cliente_api c on c.id = t.application_id and c.ativo
    join usuario u on u.id_usuario = t.user_id and u.id_usuario = c.user_id and u.is_active
    where t.token_checksum = %(checksum)s and t.expires > now()
), 'null')
"""


@dataclass(frozen=True)
class Credencial:
    """Who makes a request of the API, through which program, and which groups of routes it may use (`GrupoDeRotas`)."""

    id_usuario: int
    cliente_api: str
    permissoes: frozenset[str]


def verificar(token: str) -> Credencial | None:
    """Who holds this access token; None when it is not a valid one of ours, for whatever reason.

    Costs one signature check and one indexed statement (about 0.2 ms); a forged token never reaches the database.
    """
    if len(token) > _MAIOR_TOKEN or not token.isascii() or not _assinado_por_nos(token):
        return None
    (documento,) = consultar_documento(_QUEM_TEM, {"checksum": checksum(token)})
    dados = json.loads(documento)
    if dados is None:
        return None
    return Credencial(dados["id_usuario"], dados["cliente_api"], frozenset(dados["permissoes"]))


def checksum(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def gerar_token_de_acesso(request: Request) -> str:
    """A signed token for the client, user and lifetime of an OAuth request. Claims and header as the genuine server's."""
    agora = int(datas.agora().timestamp())
    jti = secrets.token_hex(20)
    dados = {
        "aud": request.client.client_id,
        "jti": jti,
        "iat": agora,
        "nbf": agora,
        "exp": agora + request.expires_in,
        "sub": str(request.user.pk),
        "scopes": [],
    }
    return jwt.encode(dados, _chave_privada(settings.AMBIENTE.chave_jwt), algorithm=_ALGORITMO, headers={"jti": jti})


def gerar_token_de_renovacao(_request: Request) -> str:
    """A random refresh token, 256 bits."""
    return secrets.token_hex(32)


class Validador(OAuth2Validator):  # type: ignore[misc]  # the toolkit brings no types
    """Our rules in the toolkit's protocol: one user per client, waits after wrong guesses, one winner of a race."""

    def authenticate_client(self, request: Request, *args: object, **kwargs: object) -> bool:
        """Check id and secret. Raises AcessoEmEspera while the client's address has to wait.

        Wrong secrets count for the address only. The client itself never waits: its secret cannot be guessed, and its id is no
        secret, so anybody could shut a provider's integration out.
        """
        agora = datas.agora()
        endereco = espera.chave_do_endereco(endereco_ip(self.build_http_request(request)))
        espera.exigir_sem_espera(endereco, agora=agora)
        if super().authenticate_client(request, *args, **kwargs):
            return True
        espera.contar([endereco], agora=agora)
        return False

    def validate_grant_type(
        self,
        client_id: str,  # noqa: ARG002 - the toolkit's own signature
        grant_type: str,
        client: ClienteApi,
        request: Request,  # noqa: ARG002 - the toolkit's own signature
        *_args: object,
        **_kwargs: object,
    ) -> bool:
        """The two grants of the contract, and no others.

        RFC 9700 discourages the password grant and the toolkit warns of it at each use; the contract has no other one.
        """
        return grant_type in GRANTS and client.authorization_grant_type == ClienteApi.GRANT_PASSWORD

    def validate_user(
        self, username: str, password: str, client: ClienteApi, request: Request, *_args: object, **_kwargs: object
    ) -> bool:
        """Check e-mail and password; only the client's own user gets in. Raises AcessoEmEspera."""
        request.user = entrada.entrar(
            email=username,
            senha=password,
            endereco=endereco_ip(self.build_http_request(request)),
            agora=datas.agora(),
            cliente=client,
        )
        return request.user is not None

    def validate_refresh_token(
        self, refresh_token: str, client: ClienteApi, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """The toolkit's check (a used token revokes its whole family), and the user must still be the client's and active."""
        if not super().validate_refresh_token(refresh_token, client, request, *args, **kwargs):
            return False
        return bool(request.user.is_active) and request.user.pk == client.user_id

    def _load_application(self, client_id: str | None, request: Request) -> ClienteApi | None:
        # PostgreSQL has no text with NUL; HTTP Basic can bring one.
        if not client_id or "\x00" in client_id:
            return None
        cliente: ClienteApi | None = super()._load_application(client_id, request)
        return cliente

    def _save_bearer_token(self, token: dict[str, object], request: Request, *args: object, **kwargs: object) -> None:
        """Write the tokens, if what was checked still holds: the rows are locked now, at the check they were not.

        Of two renewals with one token the second finds it used and is refused. Its family stays: it was no theft, the two ran
        together, and the first one's tokens are good.
        """
        usuario = Usuario.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        if not usuario.is_active or usuario.password != request.user.password:
            raise InvalidGrantError(request=request)
        usado = getattr(request, "refresh_token_instance", None)
        if usado is not None and not _travar_se_vale(usado):
            raise InvalidGrantError(request=request)
        super()._save_bearer_token(token, request, *args, **kwargs)


def _travar_se_vale(token: RefreshToken) -> bool:
    return bool(RefreshToken.objects.select_for_update().filter(pk=token.pk, revoked__isnull=True).values_list("pk"))


def _assinado_por_nos(token: str) -> bool:
    try:
        _conferir(token)
    except jwt.InvalidTokenError:
        return False
    return True


# A program sends one token for a month. What a signature says never changes (only good ones are remembered: an exception is not),
# and everything that does change, its end included, is asked of the database each time.
@lru_cache(maxsize=1024)
def _conferir(token: str) -> None:
    jwt.decode(
        token,
        _chave_publica(settings.AMBIENTE.chave_jwt),
        # Never the algorithm that the token names: `none`, or HS256 keyed with our public key, would be anybody's signature.
        algorithms=[_ALGORITMO],
        leeway=_FOLGA_DO_RELOGIO,
        # Whose token it is, the database says.
        options={"require": ["exp", "jti"], "verify_aud": False},
    )


@lru_cache(maxsize=1)
def _chave_privada(pem: str) -> RSAPrivateKey:
    # Loading a key checks it, which takes milliseconds.
    chave = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(chave, RSAPrivateKey):
        msg = "ENLACE_CHAVE_JWT deve ser uma chave privada RSA em PEM."
        raise TypeError(msg)
    return chave


@lru_cache(maxsize=1)
def _chave_publica(pem: str) -> RSAPublicKey:
    return _chave_privada(pem).public_key()
