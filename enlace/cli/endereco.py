"""Where a process may serve: refusals before it tries."""

from django.conf import settings

from enlace.cli.porta import DemonstracaoAberta, so_este_computador
from enlace.configuracao.models import Provedor


def recusar_demonstracao_aberta(endereco: str) -> None:
    """The demonstration is for this computer only, behind no proxy and under no public name."""
    ambiente = settings.AMBIENTE
    aberta = ambiente.https or ambiente.proxies or not all(so_este_computador(h.strip("[]")) for h in (endereco, *ambiente.hosts))
    if aberta and Provedor.atual().demonstracao:
        raise DemonstracaoAberta
