"""`GET prospecto/create`: the plans offered at a CEP (documentation 8.1)."""

from django.http import HttpRequest, HttpResponse

from enlace.core.db import consultar_documento
from enlace.core.documentos import normalizar_cep
from enlace.enderecos.consulta_de_cep import cidade_do_cep
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO, EntradaRecusada
from enlace.integracao.parametros import Parametros
from enlace.prospectos.oferta import PLANOS_OFERTADOS

CEP_SEM_CIDADE = "Nenhuma cidade foi encontrada com esse CEP."


def ofertar(request: HttpRequest) -> HttpResponse:
    """Prospectos > Serviços / Planos Disponíveis."""
    texto = Parametros(request.GET).texto("cep")
    if texto is None:
        raise EntradaRecusada("CEP não informado.")
    cep, id_cidade = localizar(texto)
    (resposta,) = consultar_documento(ler("prospecto/create", ofertados=PLANOS_OFERTADOS), {"cep": cep, "id_cidade": id_cidade})
    return HttpResponse(resposta, content_type=TIPO)


def localizar(texto: str) -> tuple[str, int]:
    """The eight digits of a CEP and the key of its city. May ask the network: outside transactions only."""
    cep, cidade = normalizar_cep(texto), cidade_do_cep(texto)
    if cep is None or cidade is None:
        raise EntradaRecusada(CEP_SEM_CIDADE)
    return cep, cidade.id_cidade
