"""The queue: what is open and whose turn it is; what was closed, by another order."""

from dataclasses import replace
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento
from enlace.core import datas
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atendimentos import celulas, consultas
from enlace.painel.atendimentos.formularios import FiltroDaFila
from enlace.painel.listas import Coluna, Lista, Vazio


def _linhas(request: HttpRequest, pedido: dict[str, Any]) -> "QuerySet[Atendimento]":
    return consultas.da_fila(pedido, usuario=usuario_de(request), agora=datas.agora())


_FILA: Final = Lista[Atendimento](
    titulo=_("Atendimentos"),
    arquivo="atendimentos",
    linhas=_linhas,
    filtro=FiltroDaFila,
    ordem=("data_prazo", "id_atendimento"),
    modelo="painel/atendimentos/fila.html",
    vazio=Vazio(
        titulo=_("Nenhum atendimento aqui"),
        dica=_("Com estes filtros não há nada na sua fila nem na dos seus setores."),
        rotulo=_("Ver os de todos"),
        endereco=lambda: f"{reverse('painel:atendimentos:fila')}?quem=todos",
    ),
    colunas=(
        Coluna(titulo=_("Atendimento"), valor=celulas.atendimento, csv=lambda linha: linha.protocolo, principal=True),
        Coluna(titulo=_("Cliente"), valor=lambda linha: linha.cliente_servico.cliente.nome_razaosocial, so_csv=True),
        Coluna(titulo=_("Código"), valor=lambda linha: linha.cliente_servico.cliente.codigo_cliente, so_csv=True),
        Coluna(titulo=_("Serviço"), valor=lambda linha: linha.cliente_servico, so_csv=True),
        Coluna(titulo=_("Tipo e situação"), valor=celulas.tipo_e_situacao, csv=lambda linha: linha.tipo),
        Coluna(titulo=_("Situação"), valor=celulas.situacao, so_csv=True),
        Coluna(titulo=_("De quem é a vez"), valor=celulas.de_quem_e_a_vez),
        Coluna(titulo=_("Aberto"), valor=celulas.idade, csv=lambda linha: linha.data_cadastro, ordem=("data_cadastro",)),
        Coluna(titulo=_("Prazo"), valor=celulas.prazo, csv=lambda linha: linha.data_prazo, ordem=("data_prazo",)),
        Coluna(titulo=_("Fechado em"), valor=lambda linha: linha.data_fechamento, so_csv=True),
        Coluna(titulo=_("Última palavra"), valor=celulas.ultima_palavra, csv=celulas.ultima_palavra_inteira),
    ),
)
_DE_TODOS: Final = replace(_FILA, vazio=Vazio())
_ENCONTRADOS: Final = replace(_FILA, ordem=("-id_atendimento",), vazio=Vazio())


@pagina("atendimento.view_atendimento")
def fila(request: HttpRequest) -> HttpResponseBase:
    """What is open comes by what is due first; what is searched, or closed, newest first."""
    if request.GET.get("q") or request.GET.get("situacao", "abertos") not in {"", "abertos"}:
        return _ENCONTRADOS.responder(request)
    return (_DE_TODOS if request.GET.get("quem") == "todos" else _FILA).responder(request)
