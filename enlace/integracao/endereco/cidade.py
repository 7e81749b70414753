"""`GET endereco/cidade`: where the provider has active services (documentation 5.1)."""

from django.http import HttpRequest, HttpResponse

from enlace.core.db import consultar_documento
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO


def listar(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the route takes no parameter
    """Endereço > Cidade."""
    (resposta,) = consultar_documento(ler("endereco/cidade"), {})
    return HttpResponse(resposta, content_type=TIPO)
