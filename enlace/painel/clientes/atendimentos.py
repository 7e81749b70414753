"""The tickets of a customer, as a list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento
from enlace.painel import celulas
from enlace.painel.atendimentos.celulas import de_quem_e_a_vez, idade, prazo, situacao
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio


class _FiltroDeAtendimentos(Filtro):
    situacao = forms.ChoiceField(
        label=_("Situação"), choices=[("", _("Todos")), ("abertos", _("Abertos")), ("fechados", _("Fechados"))]
    )


def lista_de_atendimentos(id_cliente: int) -> Lista[Atendimento]:
    """The list, newest first."""

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Atendimento]":
        # By the services' index (atendimento_do_servico). Drafts and deleted ones are shown nowhere.
        abertos_e_fechados = Atendimento.objects.filter(
            cliente_servico__cliente=id_cliente, deleted_at__isnull=True, rascunho=False
        )
        if filtro["situacao"]:
            abertos_e_fechados = abertos_e_fechados.filter(data_fechamento__isnull=filtro["situacao"] == "abertos")
        return abertos_e_fechados.select_related(
            "tipo", "status", "usuario_responsavel", "setor_responsavel", "cliente_servico__plano"
        ).defer("cliente_servico__senha")

    return Lista[Atendimento](
        titulo=_("Atendimentos"),
        arquivo=f"atendimentos-do-cliente-{id_cliente}",
        linhas=linhas,
        filtro=_FiltroDeAtendimentos,
        ordem=("-data_cadastro", "-id_atendimento"),
        modelo="painel/clientes/aba_atendimentos.html",
        vazio=Vazio(_("Nenhum atendimento"), _("O que o cliente pedir fica aqui, com o protocolo e o prazo.")),
        colunas=(
            Coluna(titulo=_("Protocolo"), valor=_protocolo, csv=lambda atendimento: atendimento.protocolo, principal=True),
            Coluna(titulo=_("Tipo"), valor=lambda atendimento: atendimento.tipo),
            Coluna(titulo=_("Serviço"), valor=lambda atendimento: atendimento.cliente_servico.plano.nome),
            Coluna(titulo=_("Situação"), valor=situacao),
            Coluna(titulo=_("Com quem"), valor=de_quem_e_a_vez),
            Coluna(
                titulo=_("Aberto"),
                valor=idade,
                csv=lambda atendimento: atendimento.data_cadastro,
            ),
            Coluna(titulo=_("Prazo"), valor=prazo, csv=lambda atendimento: atendimento.data_prazo),
            Coluna(
                titulo=_("Fechado em"),
                valor=lambda atendimento: celulas.instante(atendimento.data_fechamento),
                csv=lambda atendimento: atendimento.data_fechamento,
                so_csv=True,
            ),
        ),
    )


def _protocolo(atendimento: Atendimento) -> SafeString:
    return celulas.link(atendimento.protocolo, reverse("painel:atendimentos:atendimento", args=[atendimento.pk]))
