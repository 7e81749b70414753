"""The free parameters of a ticket: other programs' own data, kept whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from enlace.core.db import restricao_violada
from enlace.core.errors import RuleRefused


class ParametrosGrandesDemais(RuleRefused):
    """Free parameters are for links and numbers, not for documents; those of all changes together count."""

    mensagem = "Os parâmetros do atendimento passam de 64 KB."


@contextmanager
def recusando_parametros_grandes() -> Iterator[None]:
    """Turn the refusal of the database, which alone knows their stored size, into `ParametrosGrandesDemais`."""
    try:
        yield
    except IntegrityError as erro:
        if restricao_violada(erro) == "atendimento_parametros_tamanho":
            raise ParametrosGrandesDemais from erro
        raise
