"""`GET cliente/atendimento`: a customer's tickets with their service orders (documentation 4.2)."""

from django.http import HttpRequest, HttpResponse

from enlace.integracao.cliente.listas import DO_SERVICO, Lista, listar
from enlace.integracao.parametros import Parametros

LISTA = Lista(
    rota="cliente/atendimento",
    resposta="atendimentos",
    chave="id_atendimento",
    buscas={**DO_SERVICO, "protocolo": str},
    ordens=("data_cadastro", "data_fechamento"),
    sentido="asc",
    fragmentos=(("documento", "atendimento/documento"),),
)


def consultar(request: HttpRequest) -> HttpResponse:
    """Clientes > Atendimento."""
    parametros = Parametros(request.GET)
    return listar(request, LISTA, parametros, {"pendentes": parametros.sim_ou_nao("apenas_pendente", padrao=True)})
