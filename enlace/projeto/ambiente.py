"""The environment of a process: every variable that Enlace reads, its type, its default and what it is for.

Choices of the business are not here: they live in `configuracao` and are edited in the panel.

| variable | default | meaning |
|---|---|---|
| `DATABASE_URL` | none | PostgreSQL ≥ 15 to use; `enlace demo` starts its own when it is absent |
| `DATABASE_RADIUS_URL` | that of an embedded database | for `enlace radius`: the same database, as the role `enlace_radius` |
| `ENLACE_RADIUS_CLIENTES` | `0.0.0.0/0` | for `enlace radius`: from which IPv4 network concentrators may ask |
| `ENLACE_RADIUS_CLIENTES_IPV6` | `::/0` | the same for IPv6 |
| `ENLACE_RADIUS_LINHAS` | `8` | for `enlace radius`: how many packets at once, each with a connection to the database |
| `ENLACE_RADIUS_MEMORIA` | `10` | for `enlace radius`: for how many seconds the secret of a concentrator is believed |
| `ENLACE_RADIUS_LIBDIR` | looked for | for `enlace radius`: the folder of FreeRADIUS's modules |
| `ENLACE_DADOS` | `dados` | folder for the embedded database, keys and collected static files |
| `ENLACE_HOSTS` | loopback names | names under which this server is addressed, separated by commas |
| `ENLACE_HTTPS` | `0` | `1` when a proxy in front speaks TLS: secure cookies, HSTS, redirects |
| `ENLACE_PROXIES` | `0` | how many trusted proxies stand in front: how far from the right `X-Forwarded-For` is believed |
| `ENLACE_EVENTOS` | same origin | where browsers reach `enlace eventos` without a proxy: the panel's host name, another port |
| `ENLACE_PAINEL` | same origin | for `enlace eventos`: origin of the panel's pages: its own host name, another port |
| `ENLACE_FUSO` | `America/Sao_Paulo` | time zone of the provider |
| `ENLACE_CHAVE_SECRETA` | file in the data folder | Django's secret key |
| `ENLACE_CHAVE_JWT` | file in the data folder | RSA private key (PEM) that signs access tokens |
"""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http.request import validate_host
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from enlace.core.errors import ConfigurationRefused

_BITS_DA_CHAVE = 2048

# What a browser sends as `Origin` (RFC 6454): nothing else may get into a header of ours.
_ORIGEM = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")
_PORTAS_DE_COSTUME = {"http": 80, "https": 443}
_MAIOR_PORTA = 65535
_MAIOR_MEMORIA = 3600
# The pool of deploy/raddb/sql.conf has room for as many, and some over.
_MAIS_LINHAS = 240

_BANCO_ILEGIVEL = (
    "não pôde ser lida. A forma é postgresql://usuario:senha@servidor:porta/banco; na senha, escreva @ como %40, "
    "/ como %2F e % como %25."
)


@dataclass(frozen=True)
class Ambiente:
    """The variables above, read and typed."""

    dados: Path
    banco: dict[str, str]
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    eventos: str
    painel: str
    fuso: str
    chave_secreta: str
    chave_jwt: str


@dataclass(frozen=True)
class AmbienteDoRadius:
    """The variables of `enlace radius`, which needs none of the others: its computer holds no other key than its own password."""

    banco: dict[str, str]
    clientes: str
    clientes_ipv6: str
    memoria: int
    linhas: int
    modulos: str


def ler() -> Ambiente:
    """Read the environment; keys that are nowhere yet are made and kept in the data folder.

    Raises ConfigurationRefused, with a sentence that says what to change.
    """
    dados = pasta_de_dados()
    hosts = tuple(h.strip() for h in os.environ.get("ENLACE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip())
    return Ambiente(
        dados=dados,
        banco=ler_banco(os.environ.get("DATABASE_URL", "")),
        hosts=hosts,
        https=os.environ.get("ENLACE_HTTPS", "0") == "1",
        proxies=_inteiro("ENLACE_PROXIES", 0),
        eventos=_origem("ENLACE_EVENTOS", hosts),
        painel=_origem("ENLACE_PAINEL", hosts),
        fuso=os.environ.get("ENLACE_FUSO", "America/Sao_Paulo"),
        chave_secreta=os.environ.get("ENLACE_CHAVE_SECRETA") or _guardada(dados / "chaves" / "secreta", _nova_chave_secreta),
        chave_jwt=os.environ.get("ENLACE_CHAVE_JWT") or _guardada(dados / "chaves" / "jwt.pem", _nova_chave_rsa),
    )


def ler_do_radius() -> AmbienteDoRadius:
    """Read the environment of `enlace radius`. Raises ConfigurationRefused, with a sentence that says what to change."""
    memoria = _inteiro("ENLACE_RADIUS_MEMORIA", 10)
    # To FreeRADIUS zero is for ever: a secret that was changed would go on being good.
    if not 0 < memoria <= _MAIOR_MEMORIA:
        raise ConfigurationRefused(f"ENLACE_RADIUS_MEMORIA deve ser um número de segundos de 1 a {_MAIOR_MEMORIA}, não {memoria}.")
    linhas = _inteiro("ENLACE_RADIUS_LINHAS", 8)
    if not 0 < linhas <= _MAIS_LINHAS:
        raise ConfigurationRefused(f"ENLACE_RADIUS_LINHAS deve ser um número de 1 a {_MAIS_LINHAS}, não {linhas}.")
    return AmbienteDoRadius(
        banco=ler_banco(os.environ.get("DATABASE_RADIUS_URL", ""), variavel="DATABASE_RADIUS_URL"),
        clientes=_rede("ENLACE_RADIUS_CLIENTES", IPv4Network("0.0.0.0/0")),
        clientes_ipv6=_rede("ENLACE_RADIUS_CLIENTES_IPV6", IPv6Network("::/0")),
        memoria=memoria,
        linhas=linhas,
        modulos=os.environ.get("ENLACE_RADIUS_LIBDIR", ""),
    )


def pasta_de_dados() -> Path:
    """The data folder, absolute."""
    return Path(os.environ.get("ENLACE_DADOS") or "dados").resolve()


def ler_banco(url: str, *, variavel: str = "DATABASE_URL") -> dict[str, str]:
    """The connection parameters of a `postgresql://` address; empty for an empty address.

    Raises ConfigurationRefused for any other kind of database and for an address that can be read in more than one way. The
    sentence never quotes the address, nor what the driver says of it: both hold the password.
    """
    if not url:
        return {}
    esquema, _separador, resto = url.partition("://")
    if esquema not in {"postgresql", "postgres"}:
        msg = f"{variavel} deve começar com postgresql:// — o Enlace só funciona com PostgreSQL 15 ou mais novo."
        raise ConfigurationRefused(msg)
    try:
        lidos = conninfo_to_dict(url)
    # ValueError: bytes that are no text.
    except (ProgrammingError, ValueError):
        lidos = None
    # The driver's error stays out of the chain too: a traceback would print it.
    if lidos is None or _ambigua(resto) or not _portas_validas(str(lidos.get("port", ""))):
        raise ConfigurationRefused(f"{variavel} {_BANCO_ILEGIVEL}")
    return {chave: str(valor) for chave, valor in lidos.items() if valor is not None}


def _ambigua(resto: str) -> bool:
    """Whether an `@` or `/` of a password, not written as %40 or %2F, made the driver take a part of the password for the host."""
    autoridade, _barra, caminho = resto.partition("/")
    return autoridade.count("@") > 1 or "@" in caminho.partition("?")[0]


def _portas_validas(portas: str) -> bool:
    # One a host. Without its `@host` the address has the password where the port belongs, and the driver would quote it.
    return all(porta.isdecimal() for porta in portas.split(",") if porta)


def _inteiro(nome: str, padrao: int) -> int:
    texto = os.environ.get(nome, "")
    if not texto:
        return padrao
    if not texto.isdecimal():
        msg = f"{nome} deve ser um número inteiro, não {texto!r}."
        raise ConfigurationRefused(msg)
    return int(texto)


def _rede(nome: str, padrao: IPv4Network | IPv6Network) -> str:
    """A network of the default's kind, as text."""
    texto = os.environ.get(nome) or str(padrao)
    try:
        return str(type(padrao)(texto))
    except ValueError:
        msg = (
            f"{nome} deve ser uma rede como {padrao} ou {'10.0.0.0/8' if padrao.version == 4 else '2001:db8::/32'}, não {texto!r}."  # noqa: PLR2004 - the version of IP
        )
        raise ConfigurationRefused(msg) from None


def _origem(nome: str, hosts: tuple[str, ...]) -> str:
    """Scheme, host and port, as browsers write them; empty when the variable is."""
    texto = os.environ.get(nome, "").strip().rstrip("/").lower()
    if not texto:
        return ""
    partes = _ORIGEM.fullmatch(texto)
    porta = int(partes[3] or _PORTAS_DE_COSTUME[partes[1]]) if partes else 0
    if partes is None or not 0 < porta <= _MAIOR_PORTA:
        msg = f"{nome} deve ser uma origem, como https://enlace.provedor.example:8443 ou http://127.0.0.1:8001, não {texto!r}."
        raise ConfigurationRefused(msg)
    if not validate_host(partes[2], list(hosts)):
        msg = f"{nome} deve ter um dos nomes de ENLACE_HOSTS, só com outra porta: a sessão do painel não vale em {partes[2]}."
        raise ConfigurationRefused(msg)
    # Browsers leave out the port that everybody knows.
    return f"{partes[1]}://{partes[2]}" + ("" if porta == _PORTAS_DE_COSTUME[partes[1]] else f":{porta}")


def _guardada(arquivo: Path, fazer: Callable[[], str]) -> str:
    """The content of a key file; made once, readable by its owner only, whole or not at all."""
    if not arquivo.exists():
        arquivo.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        rascunho = arquivo.with_name(f"{arquivo.name}.{os.getpid()}")
        rascunho.touch(mode=0o600)
        rascunho.write_text(fazer())
        try:
            # A link, not a rename: of two processes that start together the first one's key stays.
            os.link(rascunho, arquivo)
        except FileExistsError:
            pass
        finally:
            rascunho.unlink()
    return arquivo.read_text()


def _nova_chave_secreta() -> str:
    return secrets.token_urlsafe(64)


def _nova_chave_rsa() -> str:
    chave = rsa.generate_private_key(public_exponent=65537, key_size=_BITS_DA_CHAVE)
    return chave.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
