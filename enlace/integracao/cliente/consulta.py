"""`GET cliente`: find customers (documentation 4.3)."""

from django.http import HttpRequest, HttpResponse

from enlace.core.db import consultar_documento
from enlace.integracao.cliente import busca as buscas
from enlace.integracao.cliente import colunas
from enlace.integracao.erros import TIPO, responder
from enlace.integracao.leituras import anotar_pessoas
from enlace.integracao.parametros import Parametros

LIMITE_PADRAO = 5
LIMITE_MAXIMO = 100


def consultar(request: HttpRequest) -> HttpResponse:
    """Clientes > Consulta."""
    parametros = Parametros(request.GET)
    busca = parametros.busca(list(buscas.BUSCAS))
    texto = parametros.obrigatorio("termo_busca")
    limite = parametros.limite(padrao=LIMITE_PADRAO, maximo=LIMITE_MAXIMO)
    sql = buscas.montar(
        busca=busca,
        ordem=parametros.opcao("order_by", list(buscas.ORDENS), padrao="data_cadastro"),
        sentido=parametros.opcao("order_type", buscas.SENTIDOS, padrao="asc"),
        documento=colunas.da_consulta(
            ultima_conexao=parametros.sim_ou_nao("ultima_conexao", padrao=False),
            contratos=parametros.sim_ou_nao("incluir_contrato", padrao=False),
        ),
    )
    cancelados = parametros.sim_ou_nao("cancelado", padrao=False)
    termo = buscas.termo_de_busca(busca, texto)
    if termo is None:
        return responder({"status": "success", "msg": "Dados consultados com sucesso", "clientes": []})
    resposta, pessoas = consultar_documento(sql, {"termo": termo, "limite": limite, "cancelados": cancelados})
    anotar_pessoas(request, "cliente", busca, pessoas)
    return HttpResponse(resposta, content_type=TIPO)
