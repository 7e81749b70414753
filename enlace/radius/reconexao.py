"""Live sessions follow what their service is granted: asked for in the transaction of a change, done by a job right after it."""

from enlace.radius.jobs import ajustar_divergentes, ajustar_sessoes


def pedir(id_cliente_servico: int) -> None:
    """Queue the adjustment of a service's live sessions; the job begins when the caller's transaction commits, never without it."""
    ajustar_sessoes.defer(id_cliente_servico=id_cliente_servico)


def pedir_de_todos() -> None:
    """Queue the comparison of all live sessions, which is made minutely anyway: for what changes the grant of many services."""
    ajustar_divergentes.defer()
