"""The only file that reads the clock. Verbs and queries are given `agora=` or `hoje=`."""

from datetime import date, datetime

from django.utils import timezone


def agora() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def hoje() -> date:
    """The date of today at the provider (setting `ENLACE_FUSO`)."""
    return timezone.localdate()
