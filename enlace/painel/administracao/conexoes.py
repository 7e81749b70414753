"""Live sessions follow what a page of the panel changes, as they follow a process: asked for in the transaction of the change."""

from collections.abc import Set as AbstractSet
from typing import Final

from django.db import models

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.planos.models import Plano
from enlace.radius import reconexao
from enlace.servicos.models import ClienteServico

# The columns that decide what is granted (`radius.concessao`). Whatever else changes must leave the sessions alone: one that brings
# no Class of ours is disconnected whenever it is asked for.
_DO_SERVICO: Final = frozenset({"id_servico", "status_prefixo", "ipv4", "ipv6", "ipv6_wan", "ipv6_lan"})
_DE_MUITOS: Final[dict[type[models.Model], frozenset[str]]] = {
    Plano: frozenset({"velocidade_download", "velocidade_upload"}),
    ConfiguracaoRadius: frozenset({"velocidade_reduzida", "velocidade_bloqueio"}),
}


def seguir(linha: models.Model, mudaram: AbstractSet[str]) -> None:
    """Ask for the sessions that a row's changed columns are about to follow; most rows are about none."""
    if isinstance(linha, ClienteServico):
        if mudaram & _DO_SERVICO:
            reconexao.pedir(linha.pk)
    elif mudaram & _DE_MUITOS.get(type(linha), frozenset()):
        reconexao.pedir_de_todos()
