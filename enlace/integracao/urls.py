"""The table of contents of the API: every route on one page, with its chapter, its permission and its shape."""

from ninja import NinjaAPI, Schema
from ninja.openapi.docs import Swagger

from enlace import __version__
from enlace.contas.models import GrupoDeRotas
from enlace.integracao import openapi
from enlace.integracao.autenticacao import Portador
from enlace.integracao.cliente import consulta, todos
from enlace.integracao.cliente.documentos import RespostaDaConsulta, RespostaDeTodos
from enlace.integracao.endereco import cidade
from enlace.integracao.endereco.documentos import RespostaDeCidades
from enlace.integracao.erros import instalar
from enlace.integracao.erros_documentos import ErroDoToken, Falha, Recusa, SemToken
from enlace.integracao.oauth.views import emitir_token
from enlace.integracao.rede import listas
from enlace.integracao.rede.documentos import RespostaDeEquipamentos, RespostaDePops, RespostaDeZonas

BASE = "/api/v1/integracao"


class TokenEmitido(Schema):
    """`POST /oauth/token`."""

    access_token: str
    expires_in: int
    refresh_token: str
    token_type: str


api = NinjaAPI(
    title="Enlace",
    version=__version__,
    description=(
        "API de integração do Enlace, compatível com a API publicada do HubSoft. Recusas e entradas inválidas respondem HTTP 200 "
        'com `"status": "error"`, como no contrato.'
    ),
    openapi_url="/api/openapi.json",
    docs_url="/api/documentacao",
    docs=Swagger(settings={"persistAuthorization": False}),
)
instalar(api)


def _respostas(sucesso: type[Schema]) -> dict[int, object]:
    return {200: sucesso | Recusa, 401: SemToken, 403: Recusa, 429: Recusa, 500: Falha}


api.post(
    "/oauth/token",
    response={200: TokenEmitido, 400: ErroDoToken, 401: ErroDoToken, 413: Recusa, 429: ErroDoToken},
    openapi_extra=openapi.com_exemplo(openapi.TOKEN, "01-oauth-token"),
    tags=["2 Autenticação"],
    summary="Emitir um token",
)(emitir_token)

api.get(
    f"{BASE}/cliente",
    auth=Portador(GrupoDeRotas.CLIENTE),
    response=_respostas(RespostaDaConsulta),
    openapi_extra=openapi.com_exemplo(openapi.CLIENTE_CONSULTA, "06-cliente-consulta"),
    tags=["4 Clientes"],
    summary="4.3 Consulta",
)(consulta.consultar)
api.get(
    f"{BASE}/cliente/all",
    auth=Portador(GrupoDeRotas.CLIENTE),
    response=_respostas(RespostaDeTodos),
    openapi_extra=openapi.com_exemplo(openapi.CLIENTE_ALL, "04-cliente-all"),
    tags=["4 Clientes"],
    summary="4.1 All (todos os clientes)",
)(todos.listar)

api.get(
    f"{BASE}/endereco/cidade",
    auth=Portador(GrupoDeRotas.ENDERECO),
    response=_respostas(RespostaDeCidades),
    openapi_extra=openapi.com_exemplo({}, "17-endereco-cidade"),
    tags=["5 Endereço"],
    summary="5.1 Cidade",
)(cidade.listar)

api.get(
    f"{BASE}/rede/equipamento",
    auth=Portador(GrupoDeRotas.REDE),
    response=_respostas(RespostaDeEquipamentos),
    openapi_extra=openapi.com_exemplo({}, "29-rede-equipamento"),
    tags=["9 Rede"],
    summary="9.1 Equipamento",
)(listas.equipamentos)
api.get(
    f"{BASE}/rede/pop",
    auth=Portador(GrupoDeRotas.REDE),
    response=_respostas(RespostaDePops),
    openapi_extra=openapi.com_exemplo({}, "30-rede-pop"),
    tags=["9 Rede"],
    summary="9.2 POP",
)(listas.pops)
api.get(
    f"{BASE}/rede/zona_atendimento",
    auth=Portador(GrupoDeRotas.REDE),
    response=_respostas(RespostaDeZonas),
    openapi_extra=openapi.com_exemplo({}, "31-rede-zona-atendimento"),
    tags=["9 Rede"],
    summary="9.3 Zona de atendimento",
)(listas.zonas_de_atendimento)
