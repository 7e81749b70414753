"""Where the pictures of a map come from, when the provider chose a server of them."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Scheme, host and perhaps a port, and nothing that would say more than them in a policy of content (CSP, 2.3.1).
_ORIGEM: Final = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?=/)")
# What a path and a query are made of (RFC 3986, 3.3 and 3.4), and the three places of a tile.
_LADRILHOS: Final = re.compile(_ORIGEM.pattern + r"/(?:[\w.~%!$&'()*+,;=:@/?-]|\{[zxy]\})+", re.ASCII)
_LUGARES: Final = ("{z}", "{x}", "{y}")


def conferir_ladrilhos(endereco: str) -> None:
    """A validator: one server's address of tiles, with the places of zoom, column and row."""
    if not (_LADRILHOS.fullmatch(endereco) and all(endereco.count(lugar) == 1 for lugar in _LUGARES)):
        raise ValidationError(_("Informe o endereço com {z}, {x} e {y}, como https://mapas.exemplo.com.br/{z}/{x}/{y}.png."))


def origem_dos_ladrilhos(endereco: str) -> str:
    """`https://mapas.exemplo.com.br`, as a policy of content names a server; empty for what is no address of tiles."""
    achada = _ORIGEM.match(endereco)
    return achada[0] if achada else ""
