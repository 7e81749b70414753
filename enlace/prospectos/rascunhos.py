"""Drafts of sales: begun, continued, done, forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.models import OrdemServico
from enlace.prospectos.models import Prospecto, RascunhoDeVenda

# What was typed of people who may have bought nothing is kept as long as somebody may still come back to it (LGPD, art. 16).
VALIDADE: Final = timedelta(days=7)


class RascunhoDesconhecido(RuleRefused):
    """Somebody else's draft, or one that is not there any more."""

    mensagem = "Essa venda não está mais em andamento: comece de novo."


def comecar_rascunho(*, prospecto: Prospecto | None, cliente: Cliente | None, autor: Autor, agora: datetime) -> RascunhoDeVenda:
    """Begin a sale: from a prospect, to a customer, or from nothing."""
    return RascunhoDeVenda.objects.create(
        usuario_id=autor.usuario, prospecto=prospecto, cliente=cliente, criado_em=agora, atualizado_em=agora
    )


def guardar_passo(id_rascunho: int, nome: str, passo: Mapping[str, Any], *, autor: Autor, agora: datetime) -> RascunhoDeVenda:
    """Keep what was typed in a step; the other steps, perhaps being typed in another tab, stay as they are.

    Refused: `RascunhoDesconhecido`.
    """
    with transaction.atomic():
        rascunho = travar_rascunho(id_rascunho, autor=autor)
        if rascunho.ordem_id is not None:
            raise RascunhoDesconhecido
        rascunho.passos = {**rascunho.passos, nome: dict(passo)}
        rascunho.atualizado_em = agora
        rascunho.save(update_fields=["passos", "atualizado_em"])
    return rascunho


def descartar_rascunho(id_rascunho: int, *, autor: Autor) -> None:
    """Give up a sale. One that is not there, or was made, is left as it is."""
    RascunhoDeVenda.objects.filter(pk=id_rascunho, usuario=autor.usuario, ordem=None).delete()


def travar_rascunho(id_rascunho: int, *, autor: Autor) -> RascunhoDeVenda:
    """The author's draft as it is now, locked until the end of the transaction.

    Refused: `RascunhoDesconhecido`.
    """
    # Nothing is joined: an order that was made while the row was waited for would not be found.
    rascunho = RascunhoDeVenda.objects.select_for_update().filter(pk=id_rascunho, usuario=autor.usuario).first()
    if rascunho is None:
        raise RascunhoDesconhecido
    return rascunho


def concluir_rascunho(rascunho: RascunhoDeVenda, ordem: OrdemServico, *, agora: datetime) -> None:
    """Say what became of a locked draft; what was typed is in the customer's rows by now."""
    rascunho.ordem, rascunho.passos, rascunho.atualizado_em = ordem, {}, agora
    rascunho.save(update_fields=["ordem", "passos", "atualizado_em"])


def esquecer_rascunhos(*, agora: datetime) -> int:
    """Delete the drafts that nobody has continued for a week, done or not; how many they were."""
    return RascunhoDeVenda.objects.filter(atualizado_em__lt=agora - VALIDADE).delete()[0]
