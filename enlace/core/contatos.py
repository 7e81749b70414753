"""Telephones, MAC addresses and host addresses as people and programs type them."""

import ipaddress
import re

_SEPARADORES_MAC = re.compile(r"[.:\-\s]")
_MAC = re.compile(r"[0-9a-f]{12}")
_CODIGO_DO_PAIS = "55"
# What stands before a number when it is dialled from abroad (00 55, +55) or from another city (0).
_ANTES = r"(?:0{0,2}55)?0?"
# Area code (none has a zero) and eight or nine digits.
_COM_DDD = re.compile(_ANTES + r"([1-9]{2}[0-9]{8,9})")
# 0800 and its like belong to no city: their zero is theirs, and is left out only after the country code.
_SEM_CIDADE = re.compile(_ANTES + r"([3589]00[0-9]{7})")


def digitos(texto: str) -> str:
    """Only the ASCII digits of a text."""
    return "".join(c for c in texto if c in "0123456789")


def telefone_canonico(texto: str) -> str:
    """The one spelling of a telephone: its digits without the country code 55 and the trunk 0, 0800 and its like with their zero.

    Anything else, as a short number from within the house or one without area code, is its digits as they are.
    """
    numero = digitos(texto)
    if achado := _COM_DDD.fullmatch(numero):
        return achado[1]
    if achado := _SEM_CIDADE.fullmatch(numero):
        return f"0{achado[1]}"
    return numero


def telefones_equivalentes(texto: str) -> list[str]:
    """The spellings under which one telephone may be stored: the canonical one first, then with country code and trunk 0."""
    numero = digitos(texto)
    canonico = telefone_canonico(numero)
    formas = [canonico]
    if _COM_DDD.fullmatch(numero) or _SEM_CIDADE.fullmatch(numero):
        nacional = canonico.removeprefix("0")
        formas += [_CODIGO_DO_PAIS + nacional, f"0{nacional}", nacional, numero]
    return [forma for forma in dict.fromkeys(formas) if forma]


def normalizar_mac(texto: str) -> str | None:
    """`aa:bb:cc:dd:ee:ff` from any usual notation, or None."""
    puro = _SEPARADORES_MAC.sub("", texto).lower()
    return ":".join(puro[i : i + 2] for i in range(0, 12, 2)) if _MAC.fullmatch(puro) else None


def normalizar_ipv4(texto: str) -> str | None:
    """The dotted form of an IPv4 host address, or None."""
    try:
        return str(ipaddress.IPv4Address(texto.strip()))
    except ValueError:
        return None
