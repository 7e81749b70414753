"""The front door of the panel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from enlace.painel.acesso import pagina


@pagina()
def porta_da_frente(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead who has signed in to the first page; the decorator leads everybody else to the sign-in."""
    return redirect("painel:inicio:inicio")
