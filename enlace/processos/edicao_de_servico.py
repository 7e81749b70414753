"""A person changes what a service is known and connected by, and its live sessions follow what that changes of their grant.

In one transaction: 1. the customer and the service are locked; 2. the service is written as the person typed it, unless it is not
what the person saw any more (`servicos/edicao.py`); 3. where a column changed that decides what is granted, live sessions are asked
to follow.
"""

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.processos.travamento import travar_servico
from enlace.radius import reconexao
from enlace.servicos import edicao
from enlace.servicos.models import ClienteServico


def editar(id_servico: int, nova: edicao.Edicao, *, vista: str, autor: Autor) -> ClienteServico:
    """Write an edited service. Refused: `ServicoInexistente`, and what `servicos.edicao.editar` refuses."""
    with transaction.atomic():
        servico = travar_servico(id_servico)
        mudaram = edicao.editar(servico, nova, vista=vista, autor=autor)
        if mudaram & reconexao.COLUNAS_DO_SERVICO:
            reconexao.pedir(servico.pk)
    return servico
