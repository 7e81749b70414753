"""What a term may be, by its shape alone: nothing is asked of the database here.

A term is usually several things at once: `411` is a customer's code, an order's number and a bill's. Each kind that it may be is
looked for by its own index; a kind that it cannot be is not looked for.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, Final

from enlace.core.contatos import digitos, normalizar_mac, telefones_equivalentes
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.core.errors import RuleRefused
from enlace.financeiro.boleto import codigo
from enlace.radius.digitado import Endereco, ler_endereco

MAIOR_TERMO: Final = 100
_MAIS_PARTES: Final = 6
# No registry gives a provider a larger block of IPv6 (LACNIC, 4.3.2).
_MAIOR_BLOCO: Final = 32
# A column of whole numbers holds any of these.
_MAIS_ALGARISMOS: Final = 18
_DOCUMENTO: Final = re.compile(r"[0-9]{11}|[0-9A-Z]{12}[0-9]{2}")
_TELEFONE: Final = re.compile(r"[0-9+().\-/\s]{8,20}")
_PROTOCOLO: Final = re.compile(r"[0-9]{14,30}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SEM_DDD: Final = re.compile(r"9?[2-9][0-9]{7}")
# Area codes have no zero.
_DDDS: Final = tuple(f"{dezena}{unidade}" for dezena in range(1, 10) for unidade in range(1, 10))
# "OS 123", "fatura nº 123": the word says which of the numbers is meant. Parted from it, because `cliente123` is a login.
_COM_PALAVRA: Final = re.compile(r"(?P<palavra>[a-zó]+)(?:\s+|\s*[:#]\s*)(?:n[º°o]?\.?\s*)?(?P<numero>[0-9]{1,30})", re.IGNORECASE)
_PALAVRAS: Final = {
    **dict.fromkeys(("os", "ordem"), "os"),
    **dict.fromkeys(("fatura", "boleto"), "fatura"),
    **dict.fromkeys(("cliente", "codigo", "código"), "cliente"),
    **dict.fromkeys(("protocolo", "atendimento"), "protocolo"),
}


@dataclass(frozen=True, kw_only=True)
class Termo:
    """A term and what it may be; empty where it cannot be that. `nome`: the parts that a name must hold, in any order."""

    texto: str = ""
    nome: tuple[str, ...] = ()
    documento: str = ""
    codigo: int | None = None
    os: int | None = None
    fatura: int | None = None
    protocolo: str = ""
    telefones: tuple[str, ...] = ()
    email: str = ""
    login: str = ""
    endereco: Endereco | None = None
    mac: str = ""
    boleto: str = ""


def reconhecer(digitado: str) -> Termo:
    """Read what was typed; a text that says nothing gives an empty term."""
    texto = " ".join(digitado.replace("\0", " ").split())[:MAIOR_TERMO].strip()
    if (achado := _COM_PALAVRA.fullmatch(texto)) and (palavra := _PALAVRAS.get(achado["palavra"].lower())):
        return _com_palavra(texto, palavra, achado["numero"])
    documento = normalizar_cpf_cnpj(texto)
    numero = int(texto) if _e_numero(texto) else None
    endereco, mac, email = _endereco(texto), normalizar_mac(texto) or "", texto if _EMAIL.fullmatch(texto) else ""
    return Termo(
        texto=texto,
        nome=() if endereco or email or (mac and not texto.isalpha()) else _partes(texto),
        documento=documento if _DOCUMENTO.fullmatch(documento) else "",
        codigo=numero,
        os=numero,
        fatura=numero,
        protocolo=texto if _PROTOCOLO.fullmatch(texto) else "",
        telefones=_telefones(texto),
        email=email.lower(),
        login=texto if texto and " " not in texto else "",
        endereco=endereco,
        mac=mac,
        boleto=_boleto(texto),
    )


def _com_palavra(texto: str, palavra: str, numero: str) -> Termo:
    if palavra == "protocolo":
        return Termo(texto=texto, protocolo=numero)
    if not _e_numero(numero):
        return Termo(texto=texto)
    valor = int(numero)
    return Termo(
        texto=texto,
        codigo=valor if palavra == "cliente" else None,
        os=valor if palavra == "os" else None,
        fatura=valor if palavra == "fatura" else None,
    )


def _e_numero(texto: str) -> bool:
    return texto.isascii() and texto.isdigit() and len(texto) <= _MAIS_ALGARISMOS


def _partes(texto: str) -> tuple[str, ...]:
    """The words of a name: with a letter somewhere, and two characters at least."""
    if not any(letra.isalpha() for letra in texto) or sum(letra.isalnum() for letra in texto) < 2:  # noqa: PLR2004 - one letter is nobody
        return ()
    return tuple(parte for parte in texto.split() if any(letra.isalnum() for letra in parte))[:_MAIS_PARTES]


def _telefones(texto: str) -> tuple[str, ...]:
    """The spellings under which the number may be kept; one without its area code may be of any."""
    if not _TELEFONE.fullmatch(texto):
        return ()
    numero = digitos(texto)
    if _SEM_DDD.fullmatch(numero):
        return (numero, *(f"{ddd}{numero}" for ddd in _DDDS))
    return tuple(telefones_equivalentes(texto)) if len(numero) >= 8 else ()  # noqa: PLR2004 - shorter ones are extensions


def _endereco(texto: str) -> Endereco | None:
    if "." not in texto and ":" not in texto:
        return None
    try:
        return ler_endereco(texto)
    except RuleRefused:
        return None


def _boleto(texto: str) -> str:
    try:
        codigo.ler(texto)
    except RuleRefused:
        return ""
    return texto


def faixa(endereco: Endereco | None) -> dict[str, Any]:  # what psycopg takes
    """An address as the statements ask for it: an IPv4, or all IPv6 that it holds and the prefixes around it."""
    if endereco is None:
        return {"ipv4": None, "primeiro": None, "ultimo": None, "em_volta": []}
    if isinstance(endereco, IPv4Address):
        return {"ipv4": str(endereco), "primeiro": None, "ultimo": None, "em_volta": []}
    return {
        "ipv4": None,
        "primeiro": str(endereco),
        # As `inet` sorts: by bits, the shorter prefix first; all that is inside lies before the last address.
        "ultimo": f"{endereco.broadcast_address}/128",
        "em_volta": [str(endereco.supernet(new_prefix=n)) for n in range(_MAIOR_BLOCO, endereco.prefixlen)],
    }
