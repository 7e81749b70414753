"""A new ticket, with an order when somebody must go there."""

from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.abertura import Contato, NovoAtendimento
from enlace.atendimento.models import Atendimento
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.painel.acesso import pagina, volta
from enlace.painel.atendimentos.formularios import NovoAtendimentoForm
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.ordens.escolha_de_servico import Escolha, escolher, procurar
from enlace.processos.abertura_de_atendimento import A_COMBINAR, OrdemPedida, abrir

_TITULO: Final = _("Novo atendimento")


@pagina("atendimento.add_atendimento", "clientes.view_cliente")
def novo(request: HttpRequest) -> HttpResponse:
    """The form for the service of the address, or the search for it; what was opened is shown with its protocol said large."""
    escolha = escolher(request)
    if escolha is None:
        return procurar(request, titulo=_TITULO)
    formulario = NovoAtendimentoForm(
        enviado(request),
        initial=_inicial(request, escolha),
        servicos=escolha.opcoes,
        pode_abrir_os=request.user.has_perm("ordens_servico.add_ordemservico"),
    )
    ato = Ato(
        titulo=_TITULO,
        botao=_("Abrir o atendimento"),
        modelo="painel/atendimentos/novo.html",
        contexto={"escolha": escolha, "voltar": volta(request, reverse("painel:clientes:ficha", args=[escolha.cliente.pk]))},
    )
    return responder(
        request, ato, formulario=formulario, fazer=lambda dados, autor: _abrir(escolha, dados, autor), feito="", volta=_pagina_do
    )


def _inicial(request: HttpRequest, escolha: Escolha) -> dict[str, object]:
    cliente: Cliente = escolha.cliente
    return {
        "servico": escolha.inicial,
        "nome": cliente.nome_razaosocial,
        # Who calls from another number than the one that is known is called back there.
        "telefone": request.GET.get("telefone") or cliente.telefone_primario,
        "email": cliente.email_principal or "",
    }


def _abrir(escolha: Escolha, dados: dict[str, Any], autor: Autor) -> Atendimento:
    pedido = NovoAtendimento(
        servico=escolha.por_chave(dados["servico"]),
        descricao=dados["descricao"],
        contato=Contato(nome=dados["nome"] or None, telefone=dados["telefone"] or None, email=dados["email"] or None),
        tipo=dados["tipo"],
        responsavel=dados["para"],
        origem=dados["origem"],
    )
    # The process, made for programs, makes no savepoint: what it refuses is undone here.
    with transaction.atomic():
        atendimento, _ordem = abrir(pedido, ordem=_ordem_pedida(dados), autor=autor, agora=datas.agora())
    return atendimento


def _ordem_pedida(dados: dict[str, Any]) -> OrdemPedida | None:
    if not dados.get("com_os"):
        return None
    marcada = "inicio" in dados
    return OrdemPedida(
        tipo=dados["tipo_os"],
        descricao=dados["descricao_os"],
        agendada=marcada,
        horario=(dados["inicio"], dados["termino"]) if marcada else A_COMBINAR,
        tecnicos=list(dados["tecnicos"]) if marcada else (),
    )


def _pagina_do(atendimento: Atendimento) -> str:
    return f"{reverse('painel:atendimentos:atendimento', args=[atendimento.pk])}?aberto=1"
