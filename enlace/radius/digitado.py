"""What people type of a look-up: an address or a prefix, and an instant. What cannot be read is refused with a sentence."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from django.utils.timezone import get_default_timezone

from enlace.core.errors import RuleRefused

Endereco = IPv4Address | IPv6Network

# A site's own prefix (RFC 6177). Whoever asks for more asks about many people at once.
_MAIOR_PREFIXO: Final = 48
_INSTANTE: Final = re.compile(
    r"(?:(?P<dia>\d{1,2})/(?P<mes>\d{1,2})/(?P<ano>\d{4})|(?P<ano_iso>\d{4})-(?P<mes_iso>\d{2})-(?P<dia_iso>\d{2}))"
    r"(?:,?\s+(?:às\s+)?|T)"
    r"(?P<hora>\d{1,2}):(?P<minuto>\d{2})(?::(?P<segundo>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<fuso>Z|(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?)",
    re.IGNORECASE | re.ASCII,
)
_DESLOCAMENTO: Final = re.compile(r"(?P<sinal>[+-])(?P<horas>\d{1,2})(?::?(?P<minutos>\d{2}))?", re.ASCII)


class EnderecoIlegivel(RuleRefused):
    """The text is no address, or a prefix whose bits after its length are not zero."""

    mensagem = "Informe um endereço IPv4 (203.0.113.7) ou um endereço ou prefixo IPv6 (2001:db8::1, 2001:db8:1:2::/64)."


class PrefixoAmploDemais(RuleRefused):
    """The prefix is larger than one customer's."""

    mensagem = f"O prefixo é de mais de um cliente: informe um de /{_MAIOR_PREFIXO} a /128."


class InstanteIlegivel(RuleRefused):
    """The text is no date with its hour."""

    mensagem = "Informe a data e a hora, como 21/11/2026 13:45:10 (ou 2026-11-21 16:45:10 UTC, se a hora é de outro fuso)."


def ler_endereco(texto: str) -> Endereco:
    """An IPv4 address, or an IPv6 prefix (of /128 for an address). Refused: `EnderecoIlegivel`, `PrefixoAmploDemais`."""
    try:
        if "/" in texto:
            prefixo = IPv6Network(texto.strip())
        else:
            endereco = ip_address(texto.strip())
            if isinstance(endereco, IPv4Address):
                return endereco
            if endereco.ipv4_mapped:
                return endereco.ipv4_mapped
            # Through the number: a zone (`fe80::1%eth0`) is the asker's own.
            prefixo = IPv6Network(IPv6Address(int(endereco)))
    except ValueError:
        raise EnderecoIlegivel from None
    if prefixo.prefixlen < _MAIOR_PREFIXO:
        raise PrefixoAmploDemais
    return prefixo


def ler_instante(texto: str) -> datetime:
    """A date and a time, by the provider's clock unless a zone is written: orders name instants in UTC as often as in Brasília's.

    Refused: `InstanteIlegivel`.
    """
    achado = _INSTANTE.fullmatch(texto.strip())
    if achado is None:
        raise InstanteIlegivel
    ano, mes, dia = (int(achado[f"{nome}_iso"] or achado[nome]) for nome in ("ano", "mes", "dia"))
    hora, minuto, segundo = (int(achado[nome] or 0) for nome in ("hora", "minuto", "segundo"))
    try:
        return datetime(ano, mes, dia, hora, minuto, segundo, tzinfo=_fuso(achado["fuso"])).astimezone(UTC)
    except (ValueError, OverflowError):  # 30 February; the year 1 east of Greenwich
        raise InstanteIlegivel from None


def _fuso(texto: str) -> tzinfo:
    if not texto:
        return get_default_timezone()
    achado = _DESLOCAMENTO.search(texto)
    if achado is None:
        return UTC
    deslocamento = timedelta(hours=int(achado["horas"]), minutes=int(achado["minutos"] or 0))
    return timezone(-deslocamento if achado["sinal"] == "-" else deslocamento)
