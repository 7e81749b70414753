"""The front door of the panel."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


@login_required
def inicio(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead who has signed in to the panel; the decorator leads everybody else to the sign-in."""
    return redirect("admin:index")
