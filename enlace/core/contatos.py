"""Telephones, MAC addresses and host addresses as people and programs type them."""

import ipaddress
import re

_SEPARADORES_MAC = re.compile(r"[.:\-\s]")
_MAC = re.compile(r"[0-9a-f]{12}")
_CODIGO_DO_PAIS = "55"
_TAMANHO_COM_PAIS = 12


def digitos(texto: str) -> str:
    """Only the ASCII digits of a text."""
    return "".join(c for c in texto if c in "0123456789")


def telefones_equivalentes(texto: str) -> list[str]:
    """The spellings under which one telephone may be stored: digits, with and without the country code 55 and a leading trunk 0."""
    numero = digitos(texto)
    if not numero:
        return []
    sem_pais = numero[2:] if len(numero) >= _TAMANHO_COM_PAIS and numero.startswith(_CODIGO_DO_PAIS) else numero
    sem_tronco = sem_pais.removeprefix("0")
    # 0800 and its like keep their zero; everybody else's is how one dials from far away.
    return [t for t in dict.fromkeys([sem_tronco, _CODIGO_DO_PAIS + sem_tronco, sem_pais]) if t]


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
