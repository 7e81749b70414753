"""Who is at a page."""

from django.http import HttpRequest

from enlace.contas.models import Usuario


def quem(request: HttpRequest) -> Usuario:
    """Who is signed in; the admin lets nobody else so far."""
    if not isinstance(request.user, Usuario):
        msg = "an admin page was reached without a user"
        raise TypeError(msg)
    return request.user
