"""`GET cliente/ordem_servico`: a customer's service orders with their tickets (documentation 4.11)."""

from django.http import HttpRequest, HttpResponse

from enlace.integracao.cliente.listas import DO_SERVICO, Lista, listar
from enlace.integracao.parametros import Parametros, inteiro
from enlace.ordens_servico.models import OrdemServico

LISTA = Lista(
    rota="cliente/ordem_servico",
    resposta="ordens_servico",
    chave="id_ordem_servico",
    buscas={**DO_SERVICO, "numero_ordem_servico": inteiro},
    ordens=("data_cadastro", "data_inicio_programado"),
    sentido="desc",
)
ESTADOS = tuple(OrdemServico.Status.values)


def consultar(request: HttpRequest) -> HttpResponse:
    """Clientes > Ordem de Serviço."""
    parametros = Parametros(request.GET)
    estados = parametros.lista("status", ESTADOS)
    return listar(request, LISTA, parametros, {"estados": sorted(estados) if estados else None})
