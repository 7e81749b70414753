"""Instants as the documentation writes them."""

from datetime import datetime

from django.utils import timezone


def instante(texto: str) -> datetime:
    """`2017-08-05 00:00:00` on the provider's clocks, or with an offset (`2019-12-15 18:22:24-03`)."""
    lido = datetime.fromisoformat(texto)
    return lido if lido.tzinfo else timezone.make_aware(lido)
