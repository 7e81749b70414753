"""The service orders of a customer, as a list."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico
from enlace.painel import celulas
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.painel.ordens.celulas import numero, quando, situacao, tecnicos


class _FiltroDeOrdens(Filtro):
    situacao = forms.ChoiceField(label=_("Situação"), choices=[("", _("Todas")), *OrdemServico.Status.choices])


def lista_de_ordens(id_cliente: int) -> Lista[OrdemServico]:
    """The list, newest first."""

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[OrdemServico]":
        # By the services' index (ordem_servico_do_servico).
        ordens = OrdemServico.objects.filter(cliente_servico__cliente=id_cliente)
        if filtro["situacao"]:
            ordens = ordens.filter(status=filtro["situacao"])
        escalados = Prefetch("escalados", OrdemServicoTecnico.objects.select_related("usuario"))
        return ordens.select_related("tipo", "cliente_servico__plano").defer("cliente_servico__senha").prefetch_related(escalados)

    return Lista[OrdemServico](
        titulo=_("Ordens de serviço"),
        arquivo=f"ordens-do-cliente-{id_cliente}",
        linhas=linhas,
        filtro=_FiltroDeOrdens,
        ordem=("-data_cadastro", "-id_ordem_servico"),
        modelo="painel/clientes/aba_ordens.html",
        vazio=Vazio(_("Nenhuma ordem de serviço"), _("As visitas de técnicos ao cliente ficam aqui.")),
        colunas=(
            Coluna(titulo=_("OS"), valor=numero, csv=lambda ordem: ordem.numero_ordem_servico, principal=True),
            Coluna(titulo=_("Tipo"), valor=lambda ordem: ordem.tipo),
            Coluna(titulo=_("Serviço"), valor=lambda ordem: ordem.cliente_servico.plano.nome),
            Coluna(titulo=_("Situação"), valor=situacao),
            Coluna(
                titulo=_("Programada para"),
                valor=quando,
                csv=lambda ordem: ordem.data_inicio_programado,
            ),
            Coluna(titulo=_("Técnicos"), valor=tecnicos),
            Coluna(
                titulo=_("Terminada em"),
                valor=lambda ordem: celulas.instante(ordem.data_termino_executado),
                csv=lambda ordem: ordem.data_termino_executado,
            ),
        ),
    )
