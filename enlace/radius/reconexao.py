"""Live sessions follow what their service is granted: asked for in the transaction of a change, done by a job right after it."""

from typing import Final

from enlace.radius.jobs import ajustar_divergentes, ajustar_sessoes

# The columns of a service that decide what is granted (`radius.concessao`). Whatever else changes must leave its sessions alone:
# one that brings no Class of ours is disconnected whenever it is asked for.
COLUNAS_DO_SERVICO: Final = frozenset({"id_servico", "status_prefixo", "ipv4", "ipv6", "ipv6_wan", "ipv6_lan"})


def pedir(id_cliente_servico: int) -> None:
    """Queue the adjustment of a service's live sessions; the job begins when the caller's transaction commits, never without it."""
    ajustar_sessoes.defer(id_cliente_servico=id_cliente_servico)


def pedir_de_todos() -> None:
    """Queue the comparison of all live sessions, which is made minutely anyway: for what changes the grant of many services."""
    ajustar_divergentes.defer()
