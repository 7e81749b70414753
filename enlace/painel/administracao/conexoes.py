"""Live sessions follow what a page of the panel changes, as they follow a process: asked for in the transaction of the change."""

from collections.abc import Set as AbstractSet
from typing import Final

from django.db import models

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.planos.models import Plano
from enlace.radius import reconexao
from enlace.servicos.models import ClienteServico

# The columns that decide what many services are granted; those of one service are `reconexao.COLUNAS_DO_SERVICO`.
_DE_MUITOS: Final[dict[type[models.Model], frozenset[str]]] = {
    Plano: frozenset({"velocidade_download", "velocidade_upload"}),
    ConfiguracaoRadius: frozenset({"velocidade_reduzida", "velocidade_bloqueio"}),
}


def seguir(linha: models.Model, mudaram: AbstractSet[str]) -> None:
    """Ask for the sessions that a row's changed columns are about to follow; most rows are about none."""
    if isinstance(linha, ClienteServico):
        if mudaram & reconexao.COLUNAS_DO_SERVICO:
            reconexao.pedir(linha.pk)
    elif mudaram & _DE_MUITOS.get(type(linha), frozenset()):
        reconexao.pedir_de_todos()
