"""The table of contents of the API: every route on one page, with its chapter, its permission and its shape."""

import re
from collections.abc import Callable

from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Schema
from ninja.openapi.docs import Swagger

from enlace import __version__
from enlace.contas.models import GrupoDeRotas
from enlace.integracao import openapi
from enlace.integracao.atendimento import abertura, edicao
from enlace.integracao.atendimento import descricao as descricao_do_atendimento
from enlace.integracao.atendimento.documentos import AtendimentoAberto, RespostaDaEdicao, RespostaDeAtendimentos
from enlace.integracao.autenticacao import Portador
from enlace.integracao.cliente import (
    atendimento,
    consulta,
    desbloqueio,
    desconexao,
    descricao,
    descricao_da_conexao,
    descricao_do_envio,
    envio,
    extrato,
    financeiro,
    mac,
    ordem_servico,
    todos,
)
from enlace.integracao.cliente.descricao_do_desbloqueio import DESBLOQUEIO, RespostaDoDesbloqueio
from enlace.integracao.cliente.documentos import RespostaDaConsulta, RespostaDeTodos
from enlace.integracao.cliente.documentos_da_conexao import RespostaDoExtrato, RespostaDoReset
from enlace.integracao.cliente.documentos_do_envio import RespostaDoEnvioPorEmail, RespostaDoEnvioPorPush, RespostaDoEnvioPorSms
from enlace.integracao.endereco import cidade
from enlace.integracao.endereco.documentos import RespostaDeCidades
from enlace.integracao.erros import instalar
from enlace.integracao.erros_documentos import ErroDoToken, Falha, Recusa, SemToken
from enlace.integracao.escrita import Rota, vista_de
from enlace.integracao.esquema import Documento
from enlace.integracao.financeiro import consulta as consulta_do_financeiro
from enlace.integracao.financeiro import descricao as descricao_do_financeiro
from enlace.integracao.financeiro.documentos import RespostaDasFaturas, RespostaDoFinanceiro
from enlace.integracao.oauth.descricao import TOKEN
from enlace.integracao.oauth.views import emitir_token
from enlace.integracao.ordem_servico.documentos import RespostaDeOrdens
from enlace.integracao.pbx import descricao as descricao_do_pbx
from enlace.integracao.pbx import ligacao
from enlace.integracao.pbx.documentos import RespostaDaLigacao
from enlace.integracao.prospecto import busca as busca_de_prospectos
from enlace.integracao.prospecto import cadastro as cadastro_de_prospecto
from enlace.integracao.prospecto import descricao as descricao_do_prospecto
from enlace.integracao.prospecto import oferta as oferta_a_prospecto
from enlace.integracao.prospecto.documentos import RespostaDaOferta, RespostaDeProspectos, RespostaDoCadastro
from enlace.integracao.rede import listas
from enlace.integracao.rede.documentos import RespostaDeEquipamentos, RespostaDePops, RespostaDeZonas

BASE = "/api/v1/integracao"


# Given the keys of its address too.
Vista = Callable[..., HttpResponseBase]


class TokenEmitido(Documento):
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


_AO_TOKEN = {200: TokenEmitido, 400: ErroDoToken, 401: ErroDoToken, 413: Recusa, 429: ErroDoToken}

api.post(
    "/oauth/token",
    response=_AO_TOKEN,
    openapi_extra=openapi.com_exemplo(TOKEN, "01-oauth-token", respostas=_AO_TOKEN),
    tags=["2 Autenticação"],
    summary="2 Emitir ou renovar um token",
    description="Aceita JSON, qualquer que seja o Content-Type, ou um formulário.",
)(emitir_token)


def _escrita(
    metodo: str,
    rota: str,
    vista: Rota,
    *,
    grupo: GrupoDeRotas,
    sucesso: type[Schema],
    exemplo: str,
    titulo: str,
    corpo: openapi.Json,
) -> None:
    """A POST or PUT of the integration: `vista` prepares its work (`escrita.py`); the rest as for a reading."""
    respostas = {200: sucesso | Recusa, 401: SemToken, 403: Recusa, 413: Recusa, 429: Recusa, 500: Falha}
    api.api_operation(
        [metodo],
        f"{BASE}/{rota}",
        auth=Portador(grupo),
        response=respostas,
        openapi_extra=openapi.com_exemplo({**corpo, **openapi.IDEMPOTENCIA}, exemplo, respostas=respostas),
        tags=[f"{titulo[0]} {grupo.label}"],
        summary=titulo,
    )(vista_de(vista, no_caminho=tuple(re.findall(r"{(\w+)}", rota))))


def _leitura(
    rota: str,
    vista: Vista,
    *,
    grupo: GrupoDeRotas,
    sucesso: type[Schema],
    exemplo: str,
    titulo: str,
    parametros: openapi.Json | None = None,
) -> None:
    """A GET of the integration. `titulo` begins with the chapter of the documentation; `exemplo` is its documented answer."""
    respostas = {200: sucesso | Recusa, 401: SemToken, 403: Recusa, 429: Recusa, 500: Falha}
    api.get(
        f"{BASE}/{rota}",
        auth=Portador(grupo),
        response=respostas,
        openapi_extra=openapi.com_exemplo(parametros or {}, exemplo, respostas=respostas),
        tags=[f"{titulo[0]} {grupo.label}"],
        summary=titulo,
    )(vista)


_escrita(
    "POST",
    "atendimento",
    abertura.abrir,
    grupo=GrupoDeRotas.ATENDIMENTO,
    sucesso=AtendimentoAberto,
    exemplo="02-atendimento-novo",
    titulo="3.1 Novo atendimento",
    corpo=descricao_do_atendimento.ABERTURA,
)
_escrita(
    "PUT",
    "atendimento/{id_atendimento}",
    edicao.editar,
    grupo=GrupoDeRotas.ATENDIMENTO,
    sucesso=RespostaDaEdicao,
    exemplo="03-atendimento-editar",
    titulo="3.2 Editar atendimento",
    corpo=descricao_do_atendimento.EDICAO,
)
_leitura(
    "cliente",
    consulta.consultar,
    grupo=GrupoDeRotas.CLIENTE,
    sucesso=RespostaDaConsulta,
    exemplo="06-cliente-consulta",
    titulo="4.3 Consulta",
    parametros=descricao.CONSULTA,
)
_leitura(
    "cliente/all",
    todos.listar,
    grupo=GrupoDeRotas.CLIENTE,
    sucesso=RespostaDeTodos,
    exemplo="04-cliente-all",
    titulo="4.1 All (todos os clientes)",
    parametros=descricao.TODOS,
)
_leitura(
    "cliente/atendimento",
    atendimento.consultar,
    grupo=GrupoDeRotas.ATENDIMENTO,
    sucesso=RespostaDeAtendimentos,
    exemplo="05-cliente-atendimento",
    titulo="4.2 Atendimento",
    parametros=descricao_do_atendimento.CONSULTA,
)
_escrita(
    "POST",
    "cliente/desbloqueio_confianca",
    desbloqueio.desbloquear_em_confianca,
    grupo=GrupoDeRotas.CONEXAO,
    sucesso=RespostaDoDesbloqueio,
    exemplo="07-cliente-desbloqueio-confianca",
    titulo="4.4 Desbloqueio em confiança",
    corpo=DESBLOQUEIO,
)
_leitura(
    "cliente/solicitar_desconexao/{id_cliente_servico}",
    desconexao.solicitar,
    grupo=GrupoDeRotas.CONEXAO,
    sucesso=desconexao.RespostaDaDesconexao,
    exemplo="08-cliente-desconexao-sucesso",
    titulo="4.5 Desconexão",
)
_leitura(
    "cliente/extrato_conexao",
    extrato.consultar,
    grupo=GrupoDeRotas.CONEXAO,
    sucesso=RespostaDoExtrato,
    exemplo="10-cliente-extrato-conexao",
    titulo="4.6 Extrato de conexão",
    parametros=descricao_da_conexao.EXTRATO,
)
_leitura(
    "cliente/financeiro",
    financeiro.consultar,
    grupo=GrupoDeRotas.FINANCEIRO,
    sucesso=RespostaDasFaturas,
    exemplo="11-cliente-financeiro",
    titulo="4.7 Financeiro",
    parametros=descricao_do_financeiro.DO_CLIENTE,
)
_escrita(
    "POST",
    "cliente/financeiro/enviar_email",
    envio.por_email,
    grupo=GrupoDeRotas.FINANCEIRO,
    sucesso=RespostaDoEnvioPorEmail,
    exemplo="12-financeiro-enviar-email",
    titulo="4.8 Envio por e-mail",
    corpo=descricao_do_envio.POR_EMAIL,
)
_escrita(
    "POST",
    "cliente/financeiro/enviar_sms",
    envio.por_sms,
    grupo=GrupoDeRotas.FINANCEIRO,
    sucesso=RespostaDoEnvioPorSms,
    exemplo="13-financeiro-enviar-sms",
    titulo="4.9 Envio por SMS",
    corpo=descricao_do_envio.POR_SMS,
)
_escrita(
    "POST",
    "cliente/financeiro/enviar_push",
    envio.por_push,
    grupo=GrupoDeRotas.FINANCEIRO,
    sucesso=RespostaDoEnvioPorPush,
    exemplo="14-financeiro-enviar-push",
    titulo="4.10 Envio por push notification",
    corpo=descricao_do_envio.POR_PUSH,
)
_leitura(
    "cliente/ordem_servico",
    ordem_servico.consultar,
    grupo=GrupoDeRotas.ORDEM_SERVICO,
    sucesso=RespostaDeOrdens,
    exemplo="15-cliente-ordem-servico",
    titulo="4.11 Ordem de serviço",
    parametros=descricao_do_atendimento.CONSULTA_DE_ORDENS,
)
_escrita(
    "POST",
    "cliente/reset_mac_addr",
    mac.resetar,
    grupo=GrupoDeRotas.CONEXAO,
    sucesso=RespostaDoReset,
    exemplo="16-cliente-reset-mac",
    titulo="4.12 Resetar MAC do cliente",
    corpo=descricao_da_conexao.RESET_MAC,
)
_leitura(
    "endereco/cidade",
    cidade.listar,
    grupo=GrupoDeRotas.ENDERECO,
    sucesso=RespostaDeCidades,
    exemplo="17-endereco-cidade",
    titulo="5.1 Cidade",
)
_leitura(
    "financeiro",
    consulta_do_financeiro.consultar,
    grupo=GrupoDeRotas.FINANCEIRO,
    sucesso=RespostaDoFinanceiro,
    exemplo="18-financeiro-consulta",
    titulo="6.1 Consulta",
    parametros=descricao_do_financeiro.CONSULTA,
)
_escrita(
    "POST",
    "pbx/ligacao/notificar",
    ligacao.notificar,
    grupo=GrupoDeRotas.PBX,
    sucesso=RespostaDaLigacao,
    exemplo="19-pbx-notificar",
    titulo="7.1 Notificar ligação",
    corpo=descricao_do_pbx.NOTIFICAR,
)
_escrita(
    "POST",
    "pbx/ligacao/cancelar",
    ligacao.cancelar,
    grupo=GrupoDeRotas.PBX,
    sucesso=RespostaDaLigacao,
    exemplo="20-pbx-cancelar",
    titulo="7.2 Cancelar ligação",
    corpo=descricao_do_pbx.CANCELAR,
)
_leitura(
    "prospecto/create",
    oferta_a_prospecto.ofertar,
    grupo=GrupoDeRotas.PROSPECTO,
    sucesso=RespostaDaOferta,
    exemplo="23-prospecto-create-unidade",
    titulo="8.1 Serviços e planos disponíveis",
    parametros=descricao_do_prospecto.OFERTA,
)
_escrita(
    "POST",
    "prospecto",
    cadastro_de_prospecto.cadastrar,
    grupo=GrupoDeRotas.PROSPECTO,
    sucesso=RespostaDoCadastro,
    exemplo="25-prospecto-novo",
    titulo="8.1.1 Cadastrar prospecto",
    corpo=descricao_do_prospecto.CADASTRO,
)
_leitura(
    "prospecto",
    busca_de_prospectos.buscar,
    grupo=GrupoDeRotas.PROSPECTO,
    sucesso=RespostaDeProspectos,
    exemplo="28-prospecto-busca",
    titulo="8.2 Buscar prospectos",
    parametros=descricao_do_prospecto.BUSCA,
)
_leitura(
    "rede/equipamento",
    listas.equipamentos,
    grupo=GrupoDeRotas.REDE,
    sucesso=RespostaDeEquipamentos,
    exemplo="29-rede-equipamento",
    titulo="9.1 Equipamento",
)
_leitura("rede/pop", listas.pops, grupo=GrupoDeRotas.REDE, sucesso=RespostaDePops, exemplo="30-rede-pop", titulo="9.2 POP")
_leitura(
    "rede/zona_atendimento",
    listas.zonas_de_atendimento,
    grupo=GrupoDeRotas.REDE,
    sucesso=RespostaDeZonas,
    exemplo="31-rede-zona-atendimento",
    titulo="9.3 Zona de atendimento",
)
