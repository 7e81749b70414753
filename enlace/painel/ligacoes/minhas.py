"""A person's own calls, of the days for which calls are kept: which were missed, which became tickets."""

from typing import Any, Final

from django import forms
from django.db import models
from django.db.models import F, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.painel import celulas
from enlace.painel.acesso import usuario_de
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.pbx.models import Ligacao

_COM, _SEM = "com", "sem"


class _FiltroDeLigacoes(Filtro):
    """With or without ticket."""

    atendimento = forms.ChoiceField(
        label=_("Atendimento"), choices=[("", _("Todas")), (_SEM, _("Sem atendimento")), (_COM, _("Com atendimento"))]
    )


def _linhas(request: HttpRequest, valores: dict[str, Any]) -> "models.QuerySet[Ligacao]":
    linhas = Ligacao.objects.filter(usuario=usuario_de(request).pk).select_related("atendimento")
    if valores["atendimento"]:
        linhas = linhas.filter(atendimento__isnull=valores["atendimento"] == _SEM)
    pode = request.user.has_perm("clientes.view_cliente")
    return linhas.annotate(quem=F("cliente__nome_razaosocial") if pode else Value(""))


def _quando(ligacao: Ligacao) -> object:
    return celulas.link(celulas.instante(ligacao.notificada_em), reverse("painel:ligacoes:ligacao", args=[ligacao.pk]))


def _estado(ligacao: Ligacao) -> object:
    if ligacao.atendimento is not None:
        return celulas.selo(ligacao.atendimento.protocolo, "bom")
    return celulas.selo(_("Aberta"), "info") if ligacao.encerrada_em is None else celulas.selo(_("Sem atendimento"), "atencao")


MINHAS: Final = Lista[Ligacao](
    titulo=_("Minhas ligações"),
    arquivo="minhas-ligacoes",
    linhas=_linhas,
    colunas=(
        Coluna(
            titulo=_("Quando"),
            valor=_quando,
            csv=lambda ligacao: celulas.instante(ligacao.notificada_em),
            ordem=("notificada_em",),
            principal=True,
        ),
        Coluna(titulo=_("Telefone"), valor=lambda ligacao: celulas.telefone(ligacao.telefone)),
        Coluna(titulo=_("Cliente"), valor=lambda ligacao: getattr(ligacao, "quem", "") or "—"),
        Coluna(
            titulo=_("Atendimento"),
            valor=_estado,
            csv=lambda ligacao: ligacao.atendimento.protocolo if ligacao.atendimento else "",
        ),
    ),
    ordem=("-notificada_em", "-id_ligacao"),
    filtro=_FiltroDeLigacoes,
    vazio=Vazio(_("Nenhuma ligação"), _("As ligações que tocarem no seu ramal aparecem aqui, por noventa dias.")),
)
