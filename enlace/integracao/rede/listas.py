"""The three lists of the network (documentation 9.1 to 9.3). None takes a parameter."""

from django.http import HttpRequest, HttpResponse

from enlace.core.db import consultar_documento
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO


def equipamentos(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the route takes no parameter
    """Rede > Equipamento (9.1)."""
    return _documento("rede/equipamento")


def pops(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the route takes no parameter
    """Rede > Pop (9.2)."""
    return _documento("rede/pop")


def zonas_de_atendimento(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the route takes no parameter
    """Rede > Zona de Atendimento (9.3)."""
    return _documento("rede/zona_atendimento")


def _documento(consulta: str) -> HttpResponse:
    (resposta,) = consultar_documento(ler(consulta), {})
    return HttpResponse(resposta, content_type=TIPO)
