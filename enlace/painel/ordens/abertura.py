"""A new order, alone or out of a ticket."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _agora
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento
from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina, volta
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.ordens.escolha_de_servico import Escolha, chave_pedida, escolher, procurar
from enlace.painel.ordens.formularios import NovaOrdemForm

_TITULO: Final = _("Nova OS")


@pagina("ordens_servico.add_ordemservico", "clientes.view_cliente")
def nova(request: HttpRequest) -> HttpResponse:
    """The form for the service or the ticket of the address, or the search for a customer."""
    atendimento = _atendimento(request)
    escolha = escolher(request, id_servico=atendimento.cliente_servico_id if atendimento else None)
    if escolha is None:
        return procurar(request, titulo=_TITULO)
    if atendimento is not None:
        escolha = escolha.so_o_pedido
    inicial = {"servico": escolha.inicial, "descricao_os": atendimento.descricao_abertura if atendimento else ""}
    formulario = NovaOrdemForm(enviado(request), initial=inicial, servicos=escolha.opcoes)
    ato = Ato(
        titulo=_TITULO,
        botao=_("Abrir a OS"),
        modelo="painel/ordens/nova.html",
        contexto={"escolha": escolha, "atendimento": atendimento, "voltar": volta(request, _de_onde(escolha, atendimento))},
    )

    def fazer(dados: dict[str, Any], autor: Autor) -> OrdemServico:
        # The verb, made for programs, makes no savepoint: what it refuses is undone here.
        with transaction.atomic():
            return _abrir(escolha, atendimento, dados, autor)

    def feito(ordem: OrdemServico) -> str:
        return _agora("OS %(numero)s aberta.") % {"numero": ordem.numero_ordem_servico}

    return responder(request, ato, formulario=formulario, fazer=fazer, feito=feito, volta=_pagina_da)


def _abrir(escolha: Escolha, atendimento: Atendimento | None, dados: dict[str, Any], autor: Autor) -> OrdemServico:
    marcada = "inicio" in dados
    pedida = NovaOrdem(
        servico=escolha.por_chave(dados["servico"]),
        tipo=dados["tipo_os"],
        descricao=dados["descricao_os"],
        inicio=dados.get("inicio"),
        termino=dados.get("termino"),
        agendada=marcada,
        tecnicos=list(dados["tecnicos"]) if marcada else (),
        atendimento=atendimento,
    )
    return abrir_ordem(pedida, autor=autor, agora=datas.agora())


def _atendimento(request: HttpRequest) -> Atendimento | None:
    """The ticket that the address names, for who may see tickets: the form begins with what it asks for."""
    chave = chave_pedida(request, "id_atendimento")
    if chave is None:
        return None
    if not request.user.has_perm("atendimento.view_atendimento"):
        raise PermissionDenied
    return get_object_or_404(Atendimento, pk=chave)


def _de_onde(escolha: Escolha, atendimento: Atendimento | None) -> str:
    if atendimento is not None:
        return reverse("painel:atendimentos:atendimento", args=[atendimento.pk])
    return reverse("painel:clientes:ficha", args=[escolha.cliente.pk])


def _pagina_da(ordem: OrdemServico) -> str:
    return reverse("painel:ordens:ordem", args=[ordem.pk])
