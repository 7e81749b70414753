"""The draft of a sale between its steps: what was typed, and how it reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.painel.acesso import autor_de, usuario_de
from enlace.prospectos.models import Prospecto, RascunhoDeVenda
from enlace.prospectos.rascunhos import comecar_rascunho, guardar_passo

QUEM, ONDE, INSTALACAO = "quem", "onde", "instalacao"
TITULOS: Final = {QUEM: _("Quem compra"), ONDE: _("Onde e o quê"), INSTALACAO: _("Acesso e instalação")}
_MAIS: Final = 10
_LIGADOS: Final = (
    "prospecto__endereco__bairro__cidade",
    "prospecto__servico__plano",
    "cliente",
    "ordem",
)


def rascunho_de(request: HttpRequest, id_rascunho: int) -> RascunhoDeVenda:
    """This person's draft; a 404 for somebody else's and for one that is not there any more."""
    linhas = RascunhoDeVenda.objects.select_related(*_LIGADOS)
    return get_object_or_404(linhas, pk=id_rascunho, usuario=usuario_de(request))


def em_andamento(request: HttpRequest) -> list[RascunhoDeVenda]:
    """The sales that this person has begun and not finished, the last one first."""
    linhas = RascunhoDeVenda.objects.select_related("cliente", "prospecto").filter(usuario=usuario_de(request), ordem=None)
    return list(linhas.order_by("-atualizado_em")[:_MAIS])


def comecado_de(request: HttpRequest, prospecto: Prospecto) -> RascunhoDeVenda | None:
    """The sale to this prospect that this person has begun and not finished."""
    linhas = RascunhoDeVenda.objects.filter(usuario=usuario_de(request), prospecto=prospecto, ordem=None)
    return linhas.order_by("-atualizado_em").first()


def guardar(
    request: HttpRequest,
    rascunho: RascunhoDeVenda,
    passo: str,
    dados: Mapping[str, Any],
    resumo: Sequence[tuple[str, str]] = (),
) -> RascunhoDeVenda:
    """Keep a step; a sale that is only beginning becomes a draft with it."""
    autor, agora = autor_de(request), datas.agora()
    if not rascunho.pk:
        rascunho = comecar_rascunho(prospecto=rascunho.prospecto, cliente=rascunho.cliente, autor=autor, agora=agora)
    return guardar_passo(rascunho.pk, passo, {"dados": dados, "resumo": list(resumo)}, autor=autor, agora=agora)


def guardado(rascunho: RascunhoDeVenda, passo: str) -> dict[str, Any] | None:
    """What was typed in a step, None while it was not."""
    dados: dict[str, Any] | None = rascunho.passos.get(passo, {}).get("dados")
    return dados


def quem_e(rascunho: RascunhoDeVenda) -> str:
    """Whose sale it is, as far as anybody knows."""
    if rascunho.cliente:
        return rascunho.cliente.nome_razaosocial
    nome = (guardado(rascunho, QUEM) or {}).get("nome_razaosocial") or (rascunho.prospecto and rascunho.prospecto.nome_razaosocial)
    return str(nome or _("Sem nome"))


def passos_de(rascunho: RascunhoDeVenda) -> list[str]:
    """The steps of this sale: a customer is not asked who they are."""
    return [ONDE, INSTALACAO] if rascunho.cliente_id else [QUEM, ONDE, INSTALACAO]


def por_fazer(rascunho: RascunhoDeVenda) -> str:
    """The first step that was not typed yet; the last one is always open."""
    return next((passo for passo in passos_de(rascunho) if passo == INSTALACAO or guardado(rascunho, passo) is None), INSTALACAO)


def endereco_de(rascunho: RascunhoDeVenda, passo: str) -> str:
    """Where a step is typed."""
    return reverse(f"painel:vendas:{passo}", args=[rascunho.pk])
